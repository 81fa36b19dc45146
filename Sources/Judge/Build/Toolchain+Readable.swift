import Foundation

extension Toolchain {
  /// What a sandboxed scenario may read: the system's and the toolchain's libraries.
  var readable: [String] {
    #if os(Linux)
      return [
        "/usr/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime",
        "/dev/null", "/dev/zero", "/dev/urandom", "/proc/self", "/sys/devices/system/cpu",
        "/sys/fs/cgroup", URL(fileURLWithPath: binaries + "/..").standardized.path,
      ]
    #else
      return []
    #endif
  }

  /// What the compiler and the linker may read besides what they are given.
  var readableByTools: [String] {
    #if os(Linux)
      return readable + ["/usr/include", "/usr/local/include", "/usr/bin", modules]
        + [gold].compactMap { $0 }
    #else
      return []
    #endif
  }
}
