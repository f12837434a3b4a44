"""The TeX commands that a formula of a publication may have: they print mathematics and do nothing else."""

import re

_GREEK = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi
    omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta
    Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
_LETTERS = """
    aleph beth gimel daleth ell hbar hslash imath jmath wp Re Im partial nabla infty emptyset varnothing forall
    exists nexists neg lnot top bot angle measuredangle surd prime backprime flat natural sharp clubsuit
    diamondsuit heartsuit spadesuit degree complement eth mho Box Diamond triangle square blacksquare lozenge
    bigstar checkmark
"""
_OPERATORS = """
    sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes bigoplus
    biguplus pm mp times div ast star circ bullet cdot cap cup uplus sqcap sqcup vee wedge lor land setminus wr
    diamond bigtriangleup bigtriangledown triangleleft triangleright oplus ominus otimes oslash odot bigcirc
    dagger ddagger amalg ltimes rtimes boxtimes boxplus
"""
_RELATIONS = """
    le leq leqslant leqq ge geq geqslant geqq ne neq prec succ preceq succeq ll gg lll ggg subset supset
    subseteq supseteq subsetneq supsetneq sqsubset sqsupset sqsubseteq sqsupseteq in ni notin not vdash dashv
    models perp mid nmid parallel nparallel sim simeq asymp approx approxeq cong equiv doteq triangleq propto
    varpropto bowtie smile frown lesssim gtrsim lessgtr
"""
_ARROWS = """
    to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto hookleftarrow
    hookrightarrow leftharpoonup leftharpoondown rightharpoonup rightharpoondown rightleftharpoons longleftarrow
    longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow longmapsto iff implies
    impliedby uparrow downarrow updownarrow Uparrow Downarrow Updownarrow nearrow searrow swarrow nwarrow
    leadsto twoheadrightarrow
"""
_FUNCTIONS = """
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log
    max min Pr sec sin sinh sup tan tanh bmod pmod mod operatorname argmin argmax
"""
_STRUCTURE = """
    frac dfrac tfrac cfrac sqrt root of binom dbinom tbinom over choose atop stackrel overset underset overline
    underline overbrace underbrace overrightarrow overleftarrow hat widehat check tilde widetilde acute grave
    dot ddot dddot breve bar vec mathring left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr
    Biggl Biggr bigm lbrace rbrace langle rangle lceil rceil lfloor rfloor lvert rvert lVert rVert vert Vert
    backslash lbrack rbrack limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle ldots cdots
    vdots ddots dots dotsb dotsc dotsi dotsm colon quad qquad thinspace enspace phantom
"""
_FONTS = """
    mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm pmb rm bf it sf
    tt cal text textrm textbf textit textsf texttt textnormal textup mbox emph ensuremath
"""
_SYMBOLS = ",;:!.>| {}&%$#_\\/-"
"""Commands of one sign: spaces, braces, characters that stand for themselves."""
_COMMANDS = frozenset(
    " ".join((_GREEK, _LETTERS, _OPERATORS, _RELATIONS, _ARROWS, _FUNCTIONS, _STRUCTURE, _FONTS)).split()
)
_COMMAND = re.compile(r"\\([A-Za-z@]+|.|\Z)", re.DOTALL)
_UNESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)([%#&])")


def is_mathematics(formula: str) -> bool:
    """Whether every command of a formula prints mathematics: none reads or writes a file, defines or repeats."""
    if "^^" in formula:  # TeX's notation for any character, a backslash too
        return False
    return all(name in _COMMANDS or (len(name) == 1 and name in _SYMBOLS) for name in _COMMAND.findall(formula))


def escape_signs(formula: str) -> str:
    """The formula with the signs escaped that begin a comment, a parameter or a column."""
    return _UNESCAPED.sub(r"\1\\\2", formula)
