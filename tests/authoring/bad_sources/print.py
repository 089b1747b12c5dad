# expected in line 3: found print(…)
# %%
print("Gullwing")
