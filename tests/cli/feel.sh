# adit feel: one expression, a context, and the stream of requests with its replies.
. tests/cli/lib.sh

run "$ADIT" feel '1 + 2 * 3'
is "one expression" [ "$out" = 7 ]
run "$ADIT" feel '-5 + 1'
is "one that begins with a minus" [ "$out" = -4 ]
run "$ADIT" feel '"a" + "b"'
is "a string stands without quotes" [ "$out" = ab ]
run "$ADIT" feel '1 +'
is "a syntax error is bad input" code_is 3
is "and has its place" has "$err" "expression:1:4: error:"
run "$ADIT" feel
is "no expression is wrong usage" code_is 2
run "$ADIT" feel 1 --jsonl
is "so are both forms at once" code_is 2
run "$ADIT" feel 1/0
is "an error at run time gives null" [ "$out" = null ]
is "with a warning" has "$err" "warning:"
is "and is done" code_is 0

printf '%s' '{"licence": {"years_left": 4}, "licence.kind": "mining", "d": {"@feel": "@\"2026-01-31\""},
    "owner": {"sanctioned": {"@unknown": "boolean"}}}' >"$dir/context.json"
run "$ADIT" feel 'licence.years_left > 3 and licence.kind = "mining" and d.year = 2026' --context "$dir/context.json"
is "a context from a file" [ "$out" = true ]
run "$ADIT" feel 'owner.sanctioned != true' --context "$dir/context.json"
is "an unanswered fact stays unknown" [ "$out" = unknown ]
is "and is named" has "$err" "owner.sanctioned"
run "$ADIT" feel 'owner.sanctoned' --context "$dir/context.json"
is "a context of values only has no fixed entries" [ "$out" = null ]
run "$ADIT" feel 'a' --context "$dir/none.json"
is "a missing context file is the environment's fault" code_is 4
echo '{"a": ' >"$dir/bad.json"
run "$ADIT" feel 'a' --context "$dir/bad.json"
is "a broken one is bad input" code_is 3

# Each request on one line, the reply that is expected on the next.
stream() {
    local what=$1
    shift
    grep -v '^#' "$dir/cases" | sed -n 'p;n' >"$dir/in"
    grep -v '^#' "$dir/cases" | sed -n 'n;p' >"$dir/want"
    "$ADIT" feel --jsonl "$@" <"$dir/in" >"$dir/got" 2>"$dir/.err"
    code=$?
    err=$(cat "$dir/.err")
    out=$(diff "$dir/want" "$dir/got")
    is "$what" [ -z "$out" ]
    is "$what: done" code_is 0
}

cat >"$dir/cases" <<'CASES'
{"id":"1","expression":"a + 1","context":{"a":2}}
{"id":"1","type":"number","value":3,"text":"3"}
{"id":"2","kind":"unary","expression":"[1..10), 20","input":"5","context":{}}
{"id":"2","type":"boolean","value":true,"text":"true"}
{"id":"3","kind":"table","table":{"hit_policy":"U","inputs":["age"],"outputs":["r"],"rules":[{"when":["< 18"],"then":["\"minor\""]},{"when":[">= 18"],"then":["\"adult\""]}]},"context":{"age":20}}
{"id":"3","type":"string","value":"adult","text":"adult"}
# a bad line never stops the stream
not json
{"id":null,"error":"not valid JSON: expected a value","line":1,"column":1}
{"id":4,"expression":"1 +"}
{"id":4,"error":"the expression ends where a value or a name should stand","line":1,"column":4}
{"id":"5","expression":"1 +\n  nme","context":{"name":1}}
{"id":"5","error":"unknown name 'nme' (did you mean 'name'?)","line":2,"column":3}
[1]
{"id":null,"error":"a request is one JSON object a line","line":1,"column":1}
{"id":"6"}
{"id":"6","error":"'expression' is missing","line":1,"column":1}
{"id":"7","kind":"guess","expression":"1"}
{"id":"7","error":"there is no such kind of request (one of expression, unary, table)","line":1,"column":1}
# values keep their digits; dates and durations are ISO text
{"expression":"[1.50, 1/3, @\"2026-01-31\", @\"P14M\", null, true]","id":8}
{"id":8,"type":"list","value":[1.50,0.3333333333333333333333333333333333,"2026-01-31","P1Y2M",null,true],"text":"[1.50, 0.3333333333333333333333333333333333, @\"2026-01-31\", @\"P1Y2M\", null, true]"}
{"id":9,"expression":"@\"P1D\""}
{"id":9,"type":"days and time duration","value":"P1D","text":"@\"P1D\""}
{"id":10,"expression":"(<10)"}
{"id":10,"type":"range","value":"(<10)","text":"(<10)"}
{"id":11,"expression":"{a: \"x\", b: {c: 1}}"}
{"id":11,"type":"context","value":{"a":"x","b":{"c":1}},"text":"{a: \"x\", b: {c: 1}}"}
# unknown facts and what they hang on
{"id":12,"expression":"b.c > 3 and a","context":{"a":{"@unknown":true},"b":{"c":{"@unknown":"number"}}}}
{"id":12,"type":"unknown","value":null,"text":"unknown","because":["a","b.c"]}
{"id":13,"expression":"a and b","context":{"a":false,"b":{"@unknown":"boolean"}}}
{"id":13,"type":"boolean","value":false,"text":"false"}
{"id":14,"expression":"f in (\"a\", \"b\")","context":{"f":{"@unknown":"enum(\"a\", \"b\")"}}}
{"id":14,"type":"boolean","value":true,"text":"true"}
{"id":15,"kind":"unary","expression":"> 5","input":"f","context":{"f":{"@unknown":"number"}}}
{"id":15,"type":"unknown","value":null,"text":"unknown","because":["f"]}
# dotted and nested names are one
{"id":16,"expression":"a.b + a.c + a.d.e","context":{"a.b":1,"a":{"c":2,"d.e":3}}}
{"id":16,"type":"number","value":6,"text":"6"}
{"id":17,"expression":"m.when.year","context":{"m":{"when":{"@feel":"@\"2026-01-31\""}}}}
{"id":17,"type":"number","value":2026,"text":"2026"}
# definitions, in order; a function definition is a function
{"id":18,"expression":"f(c)","context":{"a":2},"defs":[{"name":"c","expression":"a * 3"},{"name":"f","expression":"function(x) x + c"}]}
{"id":18,"type":"number","value":12,"text":"12"}
{"id":19,"expression":"grade","defs":[{"name":"grade","table":{"hit_policy":"F","inputs":["n"],"outputs":[null],"rules":[{"when":["> 1"],"then":["\"A\""]},{"when":["-"],"then":["\"B\""]}]}}],"context":{"n":1}}
{"id":19,"type":"string","value":"B","text":"B"}
{"id":20,"expression":"1","defs":[{"name":"f","expression":"1 +"}]}
{"id":20,"error":"f: the expression ends where a value or a name should stand","line":1,"column":4}
# conversion at the border
{"id":21,"expression":"[5]","as":"number"}
{"id":21,"type":"number","value":5,"text":"5"}
{"id":22,"expression":"5","as":"list<number>"}
{"id":22,"type":"list","value":[5],"text":"[5]"}
{"id":23,"expression":"5","as":"string"}
{"id":23,"type":"null","value":null,"text":"null","warnings":["a number cannot be had as string"]}
{"id":24,"expression":"5","as":"numbr"}
{"id":24,"error":"as: unknown type 'numbr' (did you mean 'number'?)","line":1,"column":1}
# tables: several outputs, allowed values, defaults, the place of an error
{"id":25,"kind":"table","table":{"hit_policy":"F","inputs":["n"],"outputs":["a","b"],"rules":[{"when":["1"],"then":["10","\"x\""]}],"defaults":["0",null]},"context":{"n":2}}
{"id":25,"type":"context","value":{"a":0,"b":null},"text":"{a: 0, b: null}"}
{"id":26,"kind":"table","table":{"hit_policy":"P","inputs":["n"],"outputs":["r"],"output_values":["\"High\", \"Low\""],"rules":[{"when":["-"],"then":["\"Low\""]},{"when":["> 1"],"then":["\"High\""]}]},"context":{"n":2}}
{"id":26,"type":"string","value":"High","text":"High"}
{"id":27,"kind":"table","table":{"hit_policy":"U","inputs":["n"],"outputs":["r"],"rules":[{"when":["< "],"then":["1"]}]},"context":{"n":2}}
{"id":27,"error":"rule 1, when 1: the expression ends where a value or a name should stand","line":1,"column":3}
{"id":28,"kind":"table","table":{"hit_policy":"U","inputs":["n"],"outputs":["r"],"rules":[{"when":["<= 5"],"then":["1"]},{"when":[">= 5"],"then":["2"]}]},"context":{"n":2}}
{"id":28,"error":"rule 2: rules 1 and 2 both match when n = 5 (a U table lets one rule match: narrow one of them, or use F, A or P)","line":1,"column":1}
CASES
stream "requests and replies"

cat >"$dir/cases" <<'CASES'
{"id":1,"expression":"Full + 1","context":{"Full":1}}
{"id":1,"type":"number","value":2,"text":"2"}
{"id":2,"expression":"Missing"}
{"id":2,"type":"null","value":null,"text":"null","warnings":["nothing is called 'Missing'"]}
{"id":3,"expression":"abs(1, 1)"}
{"id":3,"type":"null","value":null,"text":"null","warnings":["abs does not take 2 arguments"]}
{"id":4,"expression":"[2..1]"}
{"id":4,"type":"null","value":null,"text":"null","warnings":["the range runs downwards"]}
{"id":5,"expression":"{a: 1, a: 2}"}
{"id":5,"type":"null","value":null,"text":"null","warnings":["the context has two entries called 'a'"]}
{"id":6,"expression":"(1"}
{"id":6,"error":"the expression ends where ')' should stand","line":1,"column":3}
CASES
stream "the conformance switch" --conformance

# 300,000 opening brackets, a line of 20 MB, no newline at the end
python3 -c 'print("{\"id\":1,\"expression\":\"" + "(" * 300000 + "\"}")
print("{\"id\":2,\"expression\":\"" + "1" * 20000000 + "\"}")
print("{\"id\":3,\"expression\":\"1\"}", end="")' >"$dir/in"
"$ADIT" feel --jsonl <"$dir/in" >"$dir/.out" 2>"$dir/.err"
code=$? out=$(cat "$dir/.out") err=$(cat "$dir/.err")
is "deep nesting is an error" has "$out" "nests more than 200 levels"
is "an endless line is an error" has "$out" "longer than 16 MiB"
is "and the stream goes on" has "$out" '{"id":3,"type":"number","value":1,"text":"1"}'
is "and is done at the end" code_is 0
"$ADIT" feel --jsonl <"$dir/in" >/dev/full 2>"$dir/.err"
code=$? err=$(cat "$dir/.err")
is "a full disk is the environment's fault" code_is 4

finish
