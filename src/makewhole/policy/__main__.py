"""`python -m makewhole.policy`: write `compiled.txt` anew after a policy file was changed."""

from makewhole.policy.policy import shipped_files

if __name__ == "__main__":
    files = shipped_files()
    files.compiled_file.write_text(files.compiled_text(), encoding="utf-8", newline="\n")
