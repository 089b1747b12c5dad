"""The wordings of a prompt that the course uses, and the worked examples in them.

The examples are made up and stand in no collection. `CANDIDATES` is what was tried; the tries are recorded
(`helpers.measure.rag_ladder`), and the best zero-shot and the best few-shot wording on training questions was kept.
"""

from __future__ import annotations

from helpers.collection import Passage
from helpers.prompts import ABSTENTION, PLAIN, Example, Style

LARKLINE = Passage(
    "FC-2030-1",
    "FC-2030-1, 3 March 2030. Larkline is the timetable board of the tram in Little Wexing. Its clock input believes "
    "anybody with a long enough aerial, and on Monday the tram left on Sunday. Merrin Oarsman, who walked, reported "
    "it. We call it a squall. Release 3.4 was a first attempt and did not hold; 3.4.1 is sound. Until it is on, ask "
    "the driver what day it is.",
)
EGGWRIGHT = Passage(
    "FC-2030-2",
    "Dear keepers of hens, this is FC-2030-2 of 9 May 2030. Eggwright, the nest counter from Highmarrow, takes the "
    "word of any perch, and a boy with a magnet sold eleven eggs that were never laid. Hob Netherby complained and was "
    "right to. It is rated drizzle. Please bring yours to 2.0.6 before market day. Meanwhile count by hand, and "
    "wash the hand.",
)
PEBBLECAM = Passage(
    "FC-2030-3",
    "Re: someone else's beach on my screen. That is FC-2030-3, out today (18 June 2030). The picture relay of "
    "Pebblecam 2 hands its stream to whoever asks in capital letters. Found by Zella Windlass, rated tempest because "
    "of the bathers. You want firmware 11.2. No, the 4.0 that your neighbour has is for the old Pebblecam, leave it "
    "alone. Turn the lens to the wall for now.",
)
WICKWATCH = Passage(
    "FC-2030-4",
    "FC-2030-4, 2 July 2030. The lamp guard Wickwatch sends its log to the wrong house in Saltby Cove. Ansa "
    "Cutterill read it there with interest and told us. Rating: drizzle. The makers have not mended it, and do not say "
    "when they will. Turn off the log.",
)
SAME_KIND = (
    Example(LARKLINE, "Which release of Larkline may I trust?", "3.4.1"),
    Example(EGGWRIGHT, "What should our Eggwright be running?", "2.0.6"),
    Example(PEBBLECAM, "Which number does a sound Pebblecam 2 show?", "11.2"),
)
MIXED = (
    SAME_KIND[0],
    Example(EGGWRIGHT, "Who complained about Eggwright?", "Hob Netherby"),
    Example(PEBBLECAM, "What can owners of a Pebblecam 2 do for now?", "turn the lens to the wall"),
)
UNANSWERED = Example(WICKWATCH, "What is the first Wickwatch without the flaw?", ABSTENTION)

LINES = "{passages}\nQuestion: {question}\nAnswer:"
TWICE_LINES = "Question: {question}\n{passages}\nQuestion: {question}\nAnswer:"
CANDIDATES = (
    Style("zero-shot A", PLAIN),
    Style("zero-shot B", "{passages}\n\nQuestion: {question}\nAnswer from the text above."),
    Style("zero-shot C", "{question}\n\n{passages}\n\n{question}"),
    Style("few-shot A", LINES, SAME_KIND),
    Style("few-shot B", LINES, MIXED),
    Style("few-shot C", TWICE_LINES, MIXED),
)
ZERO_SHOT = CANDIDATES[1]
FEW_SHOT = CANDIDATES[5]
MAY_ABSTAIN = Style("few-shot, may abstain", TWICE_LINES, (*MIXED[:2], UNANSWERED, MIXED[2]))
