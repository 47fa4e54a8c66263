# Makes an object a line of nginx's messages: 2026/11/29 18:00:00 [warn] 7#7: …
#
s#\\#\\\\#g
s#"#\\"#g
s#\t#\\t#g
s#[[:cntrl:]]# #g
# levels as the other programs name them
s#^([0-9/]{10} [0-9:]{8}) \[(emerg|alert|crit|error)\] #\1 ERROR #
s#^([0-9/]{10} [0-9:]{8}) \[warn\] #\1 WARN #
s#^([0-9/]{10} [0-9:]{8}) \[(notice|info)\] #\1 INFO #
s#^([0-9/]{10} [0-9:]{8}) \[debug\] #\1 DEBUG #
t begin
: begin
s#^([0-9]{4})/([0-9]{2})/([0-9]{2}) ([0-9:]{8}) ([A-Z]+) (.*)$#{"@timestamp":"\1-\2-\3T\4Z","level":"\5","logger_name":"edge.nginx","message":"\6"}#
t
# before nginx has read where its messages go
s#^.*$#{"level":"ERROR","logger_name":"edge.nginx","message":"&"}#
