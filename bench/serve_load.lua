-- wrk script: /api/v1/incidents as readers ask for it, and the latencies that 50, 95 and 99 of 100 requests stay under.
local asked = {
  "", "?limit=50&sort=-killed", "?place=iq", "?place=sy&disputed=true", "?from=2016-01-01&to=2016-12-31", "?family=violence&limit=100",
  "?kind=attack,bombing,shelling", "?bbox=40,30,48,38", "?sort=-documents&limit=20", "?outlet=outlet%207", "?disputed=true&sort=-day",
  "?cursor=16000~i-0", "?actor=grp.is",
}
local at = 0

function request()
  at = at % #asked + 1
  return wrk.format("GET", "/api/v1/incidents" .. asked[at])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("p50 %.1f ms, p95 %.1f ms, p99 %.1f ms; %d requests, %.0f a second; errors: %d connect, %d read, %d write, %d timeout, %d status\n",
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, summary.requests,
    summary.requests / summary.duration * 1e6, errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
