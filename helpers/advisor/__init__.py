"""The advisor: from six things about a job to an advice, its reasons, and what would tip it.

`situation` is the job; `effects` are measured quantities that know how sure they are; `worlds`, `forms`, `exam` and
`changing` read them out of the records, `measured` joins them; `estimates` reckons, `rules` holds what was not
measured, `choosing` decides, `tipping` asks what would change the decision, `telling` puts it into words.
"""

from helpers.advisor.approaches import APPROACHES
from helpers.advisor.measured import known
from helpers.advisor.situation import EYES, FORMS, Situation
from helpers.advisor.tables import drawer
from helpers.advisor.telling import Advice, advise

__all__ = ["APPROACHES", "EYES", "FORMS", "Advice", "Situation", "advise", "drawer", "known"]
