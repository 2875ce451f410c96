"""System checks: what must hold before the site may run."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register

from proceedings.law import rules


@register()
def every_outcome_has_a_rule(app_configs: object, **kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  # the signature of a check
    """Prove that no code can be recorded that the rules would not know."""
    return [
        Error(
            f"The code “{code}” has no rule.",
            hint="Give it a row in proceedings/rules, and a scenario that tests it.",
            id="proceedings.E001",
        )
        for code in rules.rules_missing()
    ]
