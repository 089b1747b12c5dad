# expected in line 4: found the title 'All about ferries'
# %% [markdown]
r"""
# All about ferries
"""

