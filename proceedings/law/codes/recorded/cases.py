"""The codes of courts, of cases and of who is in them."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class CourtKind(Code):
    """What sort of body decides."""

    COURT = "court", _("Court"), _("A court of law"), "own"
    ADMINISTRATIVE_BODY = "administrative_body", _("Administrative body"), _("An agency that decides"), "own"


class CaseType(Code):
    """What sort of proceeding a case is."""

    CRIMINAL = (
        "criminal",
        _("Criminal"),
        _("Prosecution of a person or organization for an offense"),
        "NCSC Guide",
    )
    CIVIL = "civil", _("Civil"), _("Claim between parties for a remedy other than punishment"), "NCSC Guide"
    APPEAL = "appeal", _("Appeal"), _("Review of another court's decision"), "NCSC Guide"
    JUVENILE = "juvenile", _("Juvenile"), _("Case against or about a minor; private by default"), "NCSC Guide"
    POST_CONVICTION = (
        "post_conviction",
        _("Post-conviction"),
        _("Collateral attack on a conviction (habeas and like)"),
        "own",
    )
    ADMINISTRATIVE = (
        "administrative",
        _("Administrative"),
        _("Penalty or citation by an agency, with review"),
        "own",
    )
    EXTRADITION = (
        "extradition",
        _("Extradition"),
        _("Request to surrender a person to another jurisdiction"),
        "own; UK result 4022/4067",
    )
    INTERNATIONAL_CRIMINAL = (
        "international_criminal",
        _("International criminal"),
        _("Case before an international criminal court"),
        "own; ICC",
    )


class CaseLinkKind(Code):
    """How one case stands to another; read from the case that holds the link to the other."""

    REFILED_AS = "refiled_as", _("Refiled as"), _("Charges of this case were brought again there"), "own"
    APPEAL_OF = "appeal_of", _("Appeal of"), _("This case reviews a decision of that one"), "NIEM Appeal"
    REMOVED_TO = "removed_to", _("Removed to"), _("This case went on there, in another court system"), "own"
    TRANSFERRED_TO = "transferred_to", _("Transferred to"), _("This case went on there"), "NCSC"
    CONSOLIDATED_WITH = "consolidated_with", _("Consolidated with"), _("Heard together with that case"), "own"
    CODEFENDANT = "codefendant", _("Co-defendant's case"), _("Another defendant of the same events"), "own"
    RELATED = "related", _("Related to"), _("Arises from or runs beside that case"), "own"


class Role(Code):
    """What a party does in a case."""

    DEFENDANT = (
        "defendant",
        _("Defendant"),
        _("Person or organization charged or sued"),
        "NIEM CaseDefendantParty",
    )
    VICTIM = "victim", _("Named as harmed"), _("Person named as harmed; private by default"), "NIEM Victim"
    PLAINTIFF = "plaintiff", _("Plaintiff"), _("Party who brings a civil claim"), "NIEM CaseInitiatingParty"
    RESPONDENT = (
        "respondent",
        _("Respondent"),
        _("Party who must answer a petition"),
        "NIEM CaseRespondentParty",
    )
    APPELLANT = "appellant", _("Appellant"), _("Party who appeals"), "own"
    APPELLEE = "appellee", _("Appellee"), _("Party who answers an appeal"), "own"
    PARTIE_CIVILE = (
        "partie_civile",
        _("Civil party"),
        _("Person harmed who joins a criminal case"),
        "own (FR)",
    )
    JUDGE = "judge", _("Judge"), _("Judicial officer assigned, for a period"), "NIEM CaseJudge"
    PROSECUTOR = "prosecutor", _("Prosecutor"), _("Attorney who prosecutes"), "NIEM CaseProsecutionAttorney"
    SPECIAL_PROSECUTOR = (
        "special_prosecutor",
        _("Special prosecutor"),
        _("Appointed to prosecute in place of the office"),
        "own (Rust)",
    )
    DEFENCE_ATTORNEY = (
        "defence_attorney",
        _("Defense attorney"),
        _("Attorney who defends; lead, co-counsel, appointed, pro hac vice"),
        "NIEM CaseDefenseAttorney; CourtListener Role",
    )
    PLAINTIFF_ATTORNEY = (
        "plaintiff_attorney",
        _("Plaintiff's attorney"),
        _("Attorney for the plaintiff"),
        "NIEM CaseInitiatingAttorney",
    )
    APPELLANT_ATTORNEY = (
        "appellant_attorney",
        _("Appellant's attorney"),
        _("Attorney for the party who appeals"),
        "own",
    )
    PROSECUTION = (
        "prosecution",
        _("Prosecution"),
        _("The government in whose name the case is brought"),
        "own",
    )
    AGENCY = "agency", _("Agency"), _("The public body that brings an administrative case"), "own"
    GUARDIAN_AD_LITEM = (
        "guardian_ad_litem",
        _("Guardian ad litem"),
        _("Acts for a minor or protected person"),
        "own (Rust civil)",
    )
    WITNESS = "witness", _("Witness"), _("Testifies or has knowledge; only if material"), "NIEM CaseWitness"
    LAW_ENFORCEMENT = (
        "law_enforcement",
        _("Law enforcement"),
        _("Investigating agency or officer"),
        "NIEM EnforcementOfficial",
    )


class Harm(Code):
    """What an incident did to a person named as harmed."""

    KILLED = "killed", _("Killed"), _("Died of what happened"), "own"
    WOUNDED = "wounded", _("Wounded"), _("Hurt by what happened"), "own"
    OTHER = "other", _("Harmed"), _("Harmed in another way"), "own"
