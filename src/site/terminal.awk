# Turns a screen with colours, as of 'tmux capture-pane -p -e', into SVG.
BEGIN {
  WIDTH = 8.4; HEIGHT = 18; LEFT = 16; TOP = 58
  split("#6e7681 #ff7b72 #7ee787 #e3b341 #79c0ff #d2a8ff #76e3ea #e6edf3", palette, " ")
}

function escaped(text) {
  gsub(/&/, "\\&amp;", text)
  gsub(/</, "\\&lt;", text)
  gsub(/>/, "\\&gt;", text)
  return text
}

# A run of one style, as wide as its columns, whatever the font.
function run(text, column, row,    trimmed, style) {
  trimmed = text
  sub(/^ +/, "", trimmed)
  column += length(text) - length(trimmed)
  sub(/ +$/, "", trimmed)
  if (trimmed == "") return
  style = colour == "" ? "" : " fill=\"" palette[colour] "\""
  if (bold) style = style " font-weight=\"bold\""
  if (faint) style = style " opacity=\"0.55\""
  body = body sprintf("<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>\n", \
    LEFT + column * WIDTH, TOP + row * HEIGHT, length(trimmed) * WIDTH, style, escaped(trimmed))
  last = row
}

function select_style(codes,    parts, count, i, code) {
  count = split(codes == "" ? "0" : codes, parts, ";")
  for (i = 1; i <= count; i++) {
    code = parts[i] + 0
    if (code == 0) { colour = ""; bold = 0; faint = 0 }
    else if (code == 1) bold = 1
    else if (code == 2) faint = 1
    else if (code == 22) { bold = 0; faint = 0 }
    else if (code >= 30 && code <= 37) colour = code - 29
    else if (code == 39) colour = ""
  }
}

{
  rest = $0
  column = 0
  while (match(rest, /\033\[[0-9;]*m/)) {
    text = substr(rest, 1, RSTART - 1)
    run(text, column, NR - 1)
    column += length(text)
    select_style(substr(rest, RSTART + 2, RLENGTH - 3))
    rest = substr(rest, RSTART + RLENGTH)
  }
  run(rest, column, NR - 1)
}

END {
  width = int(2 * LEFT + columns * WIDTH)
  height = TOP + last * HEIGHT + 22
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", width, height
  print " font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">"
  print "<title>modemqtt checks a module, and publishes through it</title>"
  printf "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#0d1117\"/>\n", width, height
  printf "<path d=\"M0 36V8a8 8 0 0 1 8-8H%da8 8 0 0 1 8 8V36Z\" fill=\"#21262d\"/>\n", width - 8
  print "<circle cx=\"20\" cy=\"18\" r=\"6\" fill=\"#ff5f57\"/>"
  print "<circle cx=\"40\" cy=\"18\" r=\"6\" fill=\"#febc2e\"/>"
  print "<circle cx=\"60\" cy=\"18\" r=\"6\" fill=\"#28c840\"/>"
  print "<g fill=\"#c9d1d9\" xml:space=\"preserve\">"
  printf "%s</g>\n</svg>\n", body
}
