# expected in line 3: found a quiz before the end
# %%
quiz("00")

# %%
1 + 1
