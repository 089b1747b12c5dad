# expected in line 4: found code that does not parse
# %%
half = 1
twice = = 2
