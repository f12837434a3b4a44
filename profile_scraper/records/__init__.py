"""Pydantic models of everything that one package passes to another or writes; ``schemas/`` is generated from them."""
