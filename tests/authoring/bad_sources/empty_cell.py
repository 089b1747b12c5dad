# expected in line 3: found an empty cell
# %%

# %%
1 + 1
