# expected in line 5: found a picture without alt text
# %% [markdown]
r"""
Look:
![](ferry.png)
"""

