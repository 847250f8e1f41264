# adit feel typed line by line, on a pseudo-terminal.
exec python3 "$(dirname "$0")/feel_repl.py"
