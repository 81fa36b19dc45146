@testable import TensorKit

/// The same elements turned round, repeated, taken apart, and along diagonals.
enum RearrangingTable {
  static var all: [OperationCase] { turned + repeated + parts + axes + diagonals }

  private static func moving(
    _ name: String, _ shape: [Int], gives result: [Int],
    _ body: @escaping @Sendable (Tensor) -> Tensor,
    from source: @escaping @Sendable ([Int]) -> [Int]
  ) -> OperationCase {
    MovementTable.moving(name, shape, gives: result, body, from: source)
  }

  private static var turned: [OperationCase] {
    [
      moving("flip", [5], gives: [5], { $0.flip(0) }, from: { [4 - $0[0]] }),
      moving("flip -1", [2, 19], gives: [2, 19], { $0.flip(-1) }, from: { [$0[0], 18 - $0[1]] }),
      moving("flip 0", [3, 2], gives: [3, 2], { $0.flip(0) }, from: { [2 - $0[0], $0[1]] }),
      moving(
        "flip 0 2", [2, 3, 2], gives: [2, 3, 2], { $0.flip(0, 2) },
        from: { [1 - $0[0], $0[1], 1 - $0[2]] }),
      moving("flip nothing", [0, 2], gives: [0, 2], { $0.flip(0) }, from: { $0 }),
      moving("flip", [], gives: [], { $0.flip(0) }, from: { $0 }),
      moving("roll 2", [5], gives: [5], { $0.roll(2) }, from: { [($0[0] + 3) % 5] }),
      moving(
        "roll over all", [2, 3], gives: [2, 3], { $0.roll(-1) },
        from: { index in
          let at = (index[0] * 3 + index[1] + 1) % 6
          return [at / 3, at % 3]
        }),
      moving(
        "roll -7 along 1", [2, 3], gives: [2, 3], { $0.roll(-7, dim: 1) },
        from: { [$0[0], ($0[1] + 7) % 3] }),
      moving(
        "roll along both", [4, 3], gives: [4, 3], { $0.roll([1, -1], dims: [0, 1]) },
        from: { [($0[0] + 3) % 4, ($0[1] + 1) % 3] }),
      moving("roll nothing", [0], gives: [0], { $0.roll(1, dim: 0) }, from: { $0 }),
      moving("roll", [], gives: [], { $0.roll([1], dims: [0]) }, from: { $0 }),
    ]
  }

  private static var repeated: [OperationCase] {
    [
      moving("tile 2", [3], gives: [6], { $0.tile(2) }, from: { [$0[0] % 3] }),
      moving(
        "tile 2 1 3", [2, 2], gives: [2, 2, 6], { $0.tile(2, 1, 3) }, from: { [$0[1], $0[2] % 2] }
      ),
      moving(
        "tile the last", [2, 2], gives: [2, 4], { $0.tile(2) }, from: { [$0[0], $0[1] % 2] }),
      moving("tile 0", [3], gives: [0], { $0.tile(0) }, from: { $0 }),
      moving(
        "repeatInterleave", [3], gives: [6], { $0.repeatInterleave(2) }, from: { [$0[0] / 2] }),
      moving(
        "repeatInterleave of all", [2, 2], gives: [12], { $0.repeatInterleave(3) },
        from: { [$0[0] / 6, $0[0] / 3 % 2] }),
      moving(
        "repeatInterleave 1", [2, 3], gives: [2, 6], { $0.repeatInterleave(2, dim: 1) },
        from: { [$0[0], $0[1] / 2] }),
      moving(
        "repeatInterleave by numbers", [3, 2], gives: [4, 2],
        { $0.repeatInterleave(Tensor(ints: [1, 0, 3]), dim: 0) },
        from: { [$0[0] == 0 ? 0 : 2, $0[1]] }),
      moving(
        "repeatInterleave of all by numbers", [1, 2], gives: [3],
        { $0.repeatInterleave(Tensor(ints: [1, 2])) }, from: { [0, $0[0] == 0 ? 0 : 1] }),
      moving(
        "repeatInterleave by one number", [2, 1], gives: [4, 1],
        { $0.repeatInterleave(Tensor(ints: [2]), dim: -2) }, from: { [$0[0] / 2, 0] }),
    ]
  }

  private static var parts: [OperationCase] {
    [
      moving("unbind", [3, 2], gives: [2], { $0.unbind()[1] }, from: { [1, $0[0]] }),
      moving("unbind -1", [3, 2], gives: [3], { $0.unbind(dim: -1)[1] }, from: { [$0[0], 1] }),
      moving("split 2", [5], gives: [1], { $0.split(2)[2] }, from: { _ in [4] }),
      moving(
        "split 2 along 1", [2, 4], gives: [2, 2], { $0.split(2, dim: 1)[1] },
        from: { [$0[0], $0[1] + 2] }),
      moving("split sizes", [6], gives: [3], { $0.split([1, 3, 2])[1] }, from: { [$0[0] + 1] }),
      moving("split nothing", [0], gives: [0], { $0.split(0)[0] }, from: { $0 }),
      moving("chunk", [7], gives: [1], { $0.chunk(3)[2] }, from: { _ in [6] }),
      moving("chunk nothing", [0, 2], gives: [0, 2], { $0.chunk(3)[2] }, from: { $0 }),
      moving("tensorSplit", [7], gives: [2], { $0.tensorSplit(3)[2] }, from: { [$0[0] + 5] }),
      moving(
        "tensorSplit at", [2, 7], gives: [2, 4], { $0.tensorSplit([2, -1], dim: 1)[1] },
        from: { [$0[0], $0[1] + 2] }),
    ]
  }

  private static var axes: [OperationCase] {
    [
      moving(
        "movedim", [2, 3, 4], gives: [3, 4, 2], { $0.movedim(0, -1) },
        from: { [$0[2], $0[0], $0[1]] }),
      moving(
        "movedim of two", [2, 3, 4], gives: [4, 2, 3], { $0.movedim([2, 0], [0, 1]) },
        from: { [$0[1], $0[2], $0[0]] }),
      moving("movedim", [], gives: [], { $0.movedim(0, -1) }, from: { $0 }),
      moving("moveaxis", [2, 3], gives: [3, 2], { $0.moveaxis(1, 0) }, from: { [$0[1], $0[0]] }),
      moving("swapaxes", [2, 3], gives: [3, 2], { $0.swapaxes(0, 1) }, from: { [$0[1], $0[0]] }),
      moving(
        "unflatten", [2, 6], gives: [2, 2, 3], { $0.unflatten(-1, [-1, 3]) },
        from: { [$0[0], $0[1] * 3 + $0[2]] }),
      moving(
        "meshgrid", [3], gives: [2, 3],
        { Tensor.meshgrid([Tensor([1, 2]), $0])[1] }, from: { [$0[1]] }),
      moving(
        "meshgrid xy", [3], gives: [3, 2],
        { Tensor.meshgrid([Tensor([1, 2]), $0], indexing: .xy)[1] }, from: { [$0[0]] }),
      moving("meshgrid of one", [], gives: [1], { Tensor.meshgrid([$0])[0] }, from: { _ in [] }),
    ]
  }

  private static var diagonals: [OperationCase] {
    [
      moving("diagonal", [3, 2], gives: [2], { $0.diagonal() }, from: { [$0[0], $0[0]] }),
      moving(
        "diagonal 1", [3, 4], gives: [3], { $0.diagonal(offset: 1) }, from: { [$0[0], $0[0] + 1] }),
      moving(
        "diagonal -1", [2, 3, 2], gives: [2, 2],
        { $0.diagonal(offset: -1, dim1: 1, dim2: 2) }, from: { [$0[0], $0[1] + 1, $0[1]] }),
      moving(
        "diagonal -1 0", [2, 3, 4], gives: [3, 2], { $0.diagonal(offset: -1, dim1: -1, dim2: 0) },
        from: { [$0[1], $0[0], $0[1] + 1] }),
      moving("diagonal 9", [3, 2], gives: [0], { $0.diagonal(offset: 9) }, from: { $0 + $0 }),
      moving(
        "diag of a matrix", [3, 3], gives: [2], { $0.diag(1) }, from: { [$0[0], $0[0] + 1] }),
      OperationCase("diag of a vector", [[2]], gives: [3, 3], { $0[0].diag(-1) }) {
        $1[0] == $1[1] + 1 ? $0[0][[$1[1]]] : 0
      },
      OperationCase("diagEmbed", [[2, 3]], gives: [2, 3, 3], { $0[0].diagEmbed() }) {
        $1[1] == $1[2] ? $0[0][[$1[0], $1[1]]] : 0
      },
      OperationCase(
        "diagEmbed 1 2 0", [[2, 3]], gives: [4, 2, 4],
        { $0[0].diagEmbed(offset: 1, dim1: 2, dim2: 0) }
      ) { $1[0] == $1[2] + 1 ? $0[0][[$1[1], $1[2]]] : 0 },
      OperationCase("trace", [[3, 2]], gives: [], { $0[0].trace() }) { grids, _ in
        grids[0][[0, 0]] + grids[0][[1, 1]]
      },
    ]
  }
}
