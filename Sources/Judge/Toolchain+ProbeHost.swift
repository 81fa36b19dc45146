extension Toolchain {
  /// What of it is needed where scenarios run.
  var probeHost: ProbeHost {
    ProbeHost(
      sandbox: sandbox, probe: probe, symbolizer: binaries + "/llvm-symbolizer",
      readable: readable)
  }
}
