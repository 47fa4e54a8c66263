# Blots tokens out of nginx's messages, however they were spelled in the request.
#
# arguments of requests, of what they came from, and of what was asked further on
s#\?[^" ]*#?…#g
# the token's place in an address
s#(/hls/_/)[^/" ]+#\1…#g
# an address with spelled-out characters shows nothing
s#("[A-Z]+ |https?:/)[^" ]*%[^" ]*#\1…#g
# whatever looks like a token, wherever it stands
s#[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+\.[0-9A-Za-z_.-]{20,}#…#g
