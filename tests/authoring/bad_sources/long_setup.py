# expected in line 3: found 4 lines of set-up
# %%
from helpers import lesson
import math
import random
lesson.start("00")
