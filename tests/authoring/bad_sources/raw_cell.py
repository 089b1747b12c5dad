# expected in line 4: found text in a raw cell
# %% [raw]
"""
raw
"""
