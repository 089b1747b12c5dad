# %% [markdown]
r"""
# How late is the ferry?

You will count delays, meet a number that a single bad day cannot move, and write it yourself.
It takes about ten minutes, and nothing but this page.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("00")

# %% [markdown]
r"""
## One bad day

The *Gullwing* left the harbour seven times this week.
Six times it was nearly punctual.
On the seventh day a whale slept in the fairway, and everybody waited for two hours.

How late is the ferry, as a rule?
Choose before you look.
"""

# %%
predict("typical", "Which tells it best?", ["2 minutes", "19 minutes", "120 minutes"])

# %% [markdown]
r"""
Here are the delays in minutes, in the order of the days.
Read them slowly: six are small and one is not.
"""

# %% tags=["no-remember"]
delays = [1, 2, 0, 3, 2, 5, 120]
sum(delays) / len(delays)

# %% [markdown]
r"""
Nineteen minutes is a delay that happened on no day at all.
The whale alone has pulled it up.

## The one in the middle

Put the days in a row, from the smallest delay to the greatest.
The one that stands in the middle does not care how far away the last one is.
It is called the **median**, and half of the days lie on either side of it: $n/2$ of $n$.

### Exercise: the middle (3 minutes)

Write a function that returns the middle one of an odd number of delays.

<details><summary>Hint 1</summary>What would you do with seven people who queue up by their height?</details>
<details><summary>Hint 2</summary>A list can be put in order by <code>sorted</code>.</details>
<details><summary>Hint 3</summary>The place in the middle is half the length, rounded down.</details>
"""

# %%
def middle(values: list[float]) -> float:
    """Return the middle one of an odd number of values."""
    # Sorting first makes "middle" mean something.
    ### BEGIN SOLUTION
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
    ### END SOLUTION

# %%
check("middle", middle)

# %% [markdown]
r"""
**Think about it.** What would the median be if the whale had slept for a whole week?

The library has the same function, and from here on we use that one.
"""

# %%
from statistics import median

median(delays)

# %% [markdown]
r"""
Two minutes: this is what a passenger should expect.

## What this does not show

Seven days are few, and a median says nothing about the worst of them.
Whoever must not miss a train should ask for the worst day, and not for the middle one.
"""

# %%
quiz("00")
