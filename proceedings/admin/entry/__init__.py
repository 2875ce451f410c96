"""One screen for what happened in a case: pick the case, say it, see what follows, save exactly that.

``picking`` finds the case, ``standing`` says where its charges stand and what may follow; ``form`` and
``rows`` ask, ``screen`` holds the answers, ``plan`` turns them into facts; ``preview`` tries
those out, ``doubts`` warns, ``pages`` shows it all.
"""
