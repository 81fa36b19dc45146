import CellUI
import NcursesTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Every kind of cell on a real terminal, for tests that look at the bytes:
//
//     terminal-session LOG            draws, writes each event to the file LOG, ends at q
//     terminal-session LOG heat       draws a large heatmap too, with zeros and noise in it
//     terminal-session LOG pairs      draws every pair of two of the 16 colours too
//
// Ctrl-Z gives the terminal back until a key is read, as for an editor.

let log = fopen(CommandLine.arguments[1], "w")

@MainActor func note(_ line: String) {
  guard let log else { return }
  fputs(line + "\n", log)
  fflush(log)
}

/// Waves that grow to the right; a corner of zeros and one of noise.
var field: HeatGrid {
  let values = (0..<24).flatMap { row in
    (0..<80).map { column in
      if row < 8, column < 20 { return 0.0 }
      if row < 8, column >= 60 { return 1e-5 * Double((row + column) % 3 - 1) }
      return sin(Double(row) / 3) * cos(Double(column) / 5) * Double(column) / 80
    }
  }
  return HeatGrid(rows: 24, columns: 80, values: values)
}

@MainActor func picture(_ terminal: any Terminal) -> Screen {
  var screen = Screen(size: terminal.size)
  screen.write("áéíóú ñ ✔", x: 0, y: 0)
  for number in 0..<UInt8(16) {
    let style = Style(foreground: .ansi(number))
    screen.write("c\(number)", x: Int(number) * 4, y: 1, style: style)
  }
  screen.write("dim", x: 0, y: 2, style: Style.plain.dim())
  screen.write("reverse", x: 10, y: 2, style: Style.plain.reverse())
  let values = [0, 0.00001, 0.3, 0.9, -0.3, -0.9, .nan, .infinity]
  let grid = HeatGrid(rows: 2, columns: 8, values: values + values.reversed())
  screen.drawHeat(
    grid, limit: 1, noise: 0.001, in: Rect(x: 0, y: 3, width: 8, height: 2),
    capabilities: terminal.capabilities)
  if CommandLine.arguments.contains("heat") {
    screen.drawHeat(
      field, limit: 1, noise: 0.001, in: Rect(x: 0, y: 6, width: 80, height: 24),
      capabilities: terminal.capabilities)
    screen.markHeat(
      at: Point(x: 40, y: 10), isLower: true, capabilities: terminal.capabilities)
  }
  guard CommandLine.arguments.contains("pairs") else { return screen }
  for front in 0..<UInt8(16) {
    for back in 0..<UInt8(16) {
      let style = Style(foreground: .ansi(front), background: .ansi(back))
      screen.write("#", x: Int(back), y: 6 + Int(front), style: style)
    }
  }
  return screen
}

do {
  let programs = CommandLine.arguments[0].split(separator: "/").dropLast().joined(separator: "/")
  let terminal = try NcursesTerminal(restorer: "/\(programs)/byhand-restore")
  note("\(terminal.capabilities)")
  terminal.draw(picture(terminal))
  var isOver = false
  while !isOver {
    guard let event = terminal.nextEvent(timeoutMilliseconds: 100) else { continue }
    note("\(event)")
    switch event {
    case .key(.character("q")), .hangup: isOver = true
    case .key(.control("z")):
      terminal.suspend()
      var byte: UInt8 = 0
      read(0, &byte, 1)
      terminal.resume()
      terminal.draw(picture(terminal))
    default: break
    }
  }
  terminal.close()
} catch {
  note("\(error)")
}
