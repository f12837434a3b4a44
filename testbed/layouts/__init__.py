"""The bundled institute's people in twelve layouts that site generators make, as saved pages with truth."""
