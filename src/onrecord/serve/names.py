"""Codes of the record in words; codes that read well without their underscores are not here."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """The text as it is: marks it for translation."""
    return text


NAMES = {
    # kinds
    "event": N_("event"), "statement": N_("statement"), "agreement": N_("agreement"),
    "attribution": N_("attribution"), "dispute": N_("dispute"), "story": N_("story"),
    # facets
    "quad": N_("Class"), "type": N_("Type"), "mode": N_("Mode"), "status": N_("Status"),
    "actor": N_("Actor"), "country": N_("Country"), "place": N_("Place"), "context": N_("Context"),
    "outlet": N_("Outlet"), "sure": N_("Confidence"), "act": N_("Act"),
    "quote_type": N_("Quotation"), "certainty": N_("Speaker's certainty"),
    "anonymity": N_("Speaker is"), "channel": N_("Channel"), "stage": N_("Stage"),
    "blamed": N_("Blamed"), "level": N_("Level"), "likelihood": N_("Likelihood"),
    "basis": N_("Basis"), "kind": N_("Kind"), "about": N_("About"),
    # quad classes
    "1": N_("verbal cooperation"), "2": N_("material cooperation"),
    "3": N_("verbal conflict"), "4": N_("material conflict"),
    # PLOVER types
    "AGREE": N_("Agree"), "CONSULT": N_("Consult"), "SUPPORT": N_("Support"),
    "CONCEDE": N_("Concede"), "COOPERATE": N_("Cooperate"), "AID": N_("Aid"),
    "RETREAT": N_("Retreat"), "REQUEST": N_("Request"), "ACCUSE": N_("Accuse"),
    "REJECT": N_("Reject"), "THREATEN": N_("Threaten"), "PROTEST": N_("Protest"),
    "SANCTION": N_("Sanction"), "MOBILIZE": N_("Mobilize"), "COERCE": N_("Coerce"),
    "ASSAULT": N_("Assault"),
    # modes
    "visit": N_("visit"), "third-party": N_("third party"), "multilateral": N_("multilateral"),
    "phone": N_("by phone"), "withdraw": N_("withdraw"), "release": N_("release"),
    "disarm": N_("disarm"), "ceasefire": N_("ceasefire"), "access": N_("access"),
    "resign": N_("resign"), "assist": N_("assist"), "change": N_("change"), "yield": N_("yield"),
    "meet": N_("meet"), "disapprove": N_("disapprove"), "investigate": N_("investigate"),
    "allege": N_("allege"), "restrict": N_("restrict"), "arrest": N_("arrest"),
    "relations": N_("relations"), "expel": N_("expel"), "territory": N_("territory"),
    "violence": N_("violence"), "demo": N_("demonstration"), "riot": N_("riot"),
    "strike": N_("strike"), "hunger": N_("hunger strike"), "boycott": N_("boycott"),
    "obstruct": N_("obstruct"), "vandalize": N_("vandalize"), "convict": N_("convict"),
    "discontinue": N_("discontinue"), "troops": N_("troops"), "weapons": N_("weapons"),
    "police": N_("police"), "militia": N_("militia"), "seize": N_("seize"),
    "censor": N_("censor"), "curfew": N_("curfew"), "martial-law": N_("martial law"),
    "deport": N_("deport"), "withhold": N_("withhold"), "misinformation": N_("misinformation"),
    "cyber": N_("cyber"), "abduct": N_("abduct"), "beat": N_("beat"), "torture": N_("torture"),
    "sexual": N_("sexual"), "targeted": N_("targeted"), "destroy": N_("destroy"),
    "primitive": N_("primitive weapons"), "firearms": N_("firearms"),
    "explosives": N_("explosives"), "suicide-attack": N_("suicide attack"),
    "aerial": N_("aerial"), "drone": N_("drone"), "heavy-weapons": N_("heavy weapons"),
    "crowd-control": N_("crowd control"), "unconventional": N_("unconventional"),
    # contexts
    "military": N_("military"), "intelligence": N_("intelligence"), "executive": N_("executive"),
    "legislative": N_("legislative"), "election": N_("election"),
    "political_institutions": N_("political institutions"),
    "pro_democracy": N_("pro-democracy"), "pro_autocracy": N_("pro-autocracy"),
    "economic": N_("economic"), "legal": N_("legal"), "reparations": N_("reparations"),
    "human_rights": N_("human rights"), "rights_freedoms": N_("rights and freedoms"),
    "repression": N_("repression"), "human_security": N_("human security"),
    "gender": N_("gender"), "lgbt": N_("LGBT"), "religion_ethnicity": N_("religion, ethnicity"),
    "inequality": N_("inequality"), "diplomatic": N_("diplomatic"),
    "peacekeeping": N_("peacekeeping"), "health": N_("health"), "asylum": N_("asylum"),
    "migration": N_("migration"), "disasters": N_("disasters"),
    "natural_resource": N_("natural resources"), "environment": N_("environment"),
    "technology": N_("technology"), "terrorism": N_("terrorism"), "cbrn": N_("CBRN"),
    "crime": N_("crime"), "corruption": N_("corruption"), "illegal_drugs": N_("illegal drugs"),
    "trafficking": N_("trafficking"),
    # statuses
    "occurred": N_("occurred"), "ongoing": N_("ongoing"), "planned": N_("planned"),
    "called_for": N_("called for"), "conditional": N_("conditional"), "denied": N_("denied"),
    "alleged": N_("alleged"), "proposed": N_("proposed"), "negotiated": N_("negotiated"),
    "agreed": N_("agreed"), "signed": N_("signed"), "in_force": N_("in force"),
    "broken": N_("broken"), "ended": N_("ended"), "rejected": N_("rejected"),
    "called_off": N_("called off"), "unknown": N_("unknown"), "open": N_("open"),
    # statements
    "assertion": N_("assertion"), "denial": N_("denial"), "demand": N_("demand"),
    "promise": N_("promise"), "threat": N_("threat"), "accusation": N_("accusation"),
    "praise": N_("praise"), "offer": N_("offer"), "refusal": N_("refusal"),
    "announcement": N_("announcement"), "prediction": N_("prediction"),
    "direct": N_("direct"), "mixed": N_("mixed"), "indirect": N_("indirect"),
    "CT+": N_("certain"), "PR+": N_("probable"), "PS+": N_("possible"),
    "Uu": N_("left open"), "CT-": N_("certainly not"), "PR-": N_("probably not"),
    "PS-": N_("possibly not"),
    "named": N_("named"), "unnamed": N_("unnamed"), "collective": N_("collective"),
    "document": N_("document"),
    "press_conference": N_("press conference"), "interview": N_("interview"),
    "social_post": N_("social media post"), "letter": N_("letter"), "broadcast": N_("broadcast"),
    "court": N_("court"), "official_statement": N_("official statement"),
    "parliament": N_("parliament"), "news_agency": N_("news agency"), "other": N_("other"),
    # agreements and attributions
    "pre": N_("before negotiations"), "partial": N_("partial"),
    "comprehensive": N_("comprehensive"), "implementation": N_("implementation"),
    "renewal": N_("renewal"), "none": N_("none"), "minimum": N_("minimum"),
    "intermediate": N_("intermediate"), "full": N_("full"),
    "attributed-to": N_("attributed to"), "part-of": N_("part of"),
    "sponsored-by": N_("sponsored by"), "alias-of": N_("also known as"),
    "activity": N_("activity"), "group": N_("group"), "agency": N_("agency"),
    "state": N_("state"), "person": N_("person"), "body": N_("body"),
    "population": N_("population"),
    "likely": N_("likely"), "very likely": N_("very likely"),
    "almost certain": N_("almost certain"), "roughly even chance": N_("roughly even chance"),
    "unlikely": N_("unlikely"), "very unlikely": N_("very unlikely"),
    # disputes
    "numeric": N_("figures"), "responsibility": N_("responsibility"),
    "occurrence": N_("whether it happened"), "timing": N_("when"),
    "legal_status": N_("legal status"), "name": N_("name"),
    # evidence roles
    "trigger": N_("what"), "recipient": N_("to whom"), "time": N_("when"),
    "speaker": N_("speaker"), "cue": N_("cue"), "content": N_("words"),
    "addressee": N_("addressee"), "party": N_("party"), "provision": N_("provision"),
    "date": N_("date"), "subject": N_("what is blamed"), "object": N_("who is blamed"),
    "wording": N_("wording"),
    # venues and sections
    "in_person": N_("in person"), "virtual": N_("virtual"), "main": N_("main article"),
    "teaser": N_("teaser"), "caption": N_("caption"), "liveblog": N_("live blog"),
    # bases of a date
    "stated": N_("stated"), "resolved": N_("worked out"), "weekday": N_("from a weekday"),
    "dateline": N_("from the dateline"), "published": N_("from the publication date"),
    # decisions
    "link": N_("link"), "merge": N_("merge"), "split": N_("split"), "join": N_("join"),
    "reject": N_("reject"), "correct": N_("correct"), "undo": N_("undo"), "accept": N_("accept"),
    "killed": N_("killed"), "injured": N_("injured"), "topic": N_("about"),
}  # fmt: skip
