# expected in line 1: found code cells with a 90th percentile of 9 lines
# %%
gull_0_0 = 0
gull_0_1 = 1
gull_0_2 = 2
gull_0_3 = 3
gull_0_4 = 4
gull_0_5 = 5
gull_0_6 = 6
gull_0_7 = 7
gull_0_8 = 8

# %%
gull_1_0 = 0

# %%
gull_2_0 = 0

# %%
gull_3_0 = 0

# %%
gull_4_0 = 0

# %%
gull_5_0 = 0

# %%
gull_6_0 = 0

# %%
gull_7_0 = 0

# %%
gull_8_0 = 0

