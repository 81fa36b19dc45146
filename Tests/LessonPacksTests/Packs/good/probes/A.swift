import ProbeKit
import TensorKit

func probesA(_ probe: Probes) {
  probe("twice") { out in out.record("count", 1024) }
}
