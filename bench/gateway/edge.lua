-- wrk asks what an edge asks, of many viewers in turn. Arguments: a file with "STREAM TOKEN" a line.
local requests = {}
local turn = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local stream, token = line:match("^(%S+) (%S+)$")
    requests[#requests + 1] = wrk.format("GET", "/internal/edge/check", {
      ["X-Stream-Id"] = stream,
      ["X-Stream-Token"] = token,
      ["X-Stream-Kind"] = "playlist",
    })
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

-- One line for the program that reads it; times in microseconds.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("result %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
