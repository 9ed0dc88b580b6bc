-- What wrk asks for. From the environment: PATHS (a file, one path a line), METHOD, HEADERS ("name: value" lines),
-- BODY (%v becomes a number from 0 to 100, %k a key used once; "%line" takes what stands behind the path's tab).
-- At the end one line of JSON on standard error.

math.randomseed(tonumber(os.getenv("SEED") or "7"))
local paths = {}
local bodies = {}
for line in io.lines(os.getenv("PATHS")) do
  local path, text = line:match("^([^\t]*)\t?(.*)$")
  paths[#paths + 1], bodies[#bodies + 1] = path, text
end
for name, value in (os.getenv("HEADERS") or ""):gmatch("([^\n:]+):%s*([^\n]*)") do wrk.headers[name] = value end
local method, body, run, count = os.getenv("METHOD") or "GET", os.getenv("BODY"), os.time(), 0

function request()
  local number = math.random(#paths)
  local path = paths[number]
  if not body then return wrk.format(method, path) end
  count = count + 1
  local key = string.format("%d-%d-%d", run, count, math.random(1e9))
  local text = (body == "%line" and bodies[number] or body):gsub("%%v", math.random(0, 100)):gsub("%%k", key)
  return wrk.format(method, path, nil, text)
end

function done(summary, latency)
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.stderr:write(string.format(
    '{"rate": %.2f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "requests": %d, "refused": %d, "broken": %d, "bytes": %d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, summary.requests, summary.errors.status, broken, summary.bytes))
end
