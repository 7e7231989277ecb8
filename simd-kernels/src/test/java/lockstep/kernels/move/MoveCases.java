package lockstep.kernels.move;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;
import lockstep.kernels.Parallel;

/// The moves that every promise of all rooms is tested on.
public final class MoveCases {

  private MoveCases() {}

  /// A kernel with one input and one output.
  private interface Move {
    void run(Parallel parallel, long in, long out);
  }

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(transposes(), copies(), slices(), pads(), joins(), lookups(), resizes())
        .flatMap(cases -> cases);
  }

  private static Stream<KernelCase> transposes() {
    return Stream.of(
        transpose(new int[] {5, 37, 133}, 0, 2, 1),
        transpose(new int[] {2, 30, 20, 3}, 0, 3, 1, 2),
        transpose(new int[] {2, 3, 30, 20}, 0, 2, 3, 1),
        transpose(new int[] {4, 9, 3, 40}, 0, 2, 1, 3),
        transpose(new int[] {6, 7, 5}, 2, 1, 0));
  }

  private static KernelCase transpose(int[] sizes, int... permutation) {
    long count = Sizes.product(sizes);
    return move(
        "Transpose " + Arrays.toString(sizes) + " " + Arrays.toString(permutation),
        count,
        count,
        Transpose.of(sizes, permutation)::run);
  }

  private static Stream<KernelCase> copies() {
    var fill = Fill.of(50_001);
    return Stream.of(
        move("Copy", 50_001, 50_001, Copy.of(50_001)::run),
        move("Fill", 1, 50_001, (parallel, in, out) -> fill.run(parallel, 1.5f, out)),
        move(
            "Broadcast",
            3 * 40,
            7 * 3 * 20 * 40,
            Broadcast.of(new int[] {1, 3, 1, 40}, new int[] {7, 3, 20, 40})::run),
        move(
            "Broadcast scalars",
            30,
            30 * 70,
            Broadcast.of(new int[] {30, 1}, new int[] {30, 70})::run),
        move(
            "Broadcast.tile", 35, 35 * 6, Broadcast.tile(new int[] {5, 7}, new int[] {2, 3})::run));
  }

  private static Stream<KernelCase> slices() {
    return Stream.of(
            SliceShape.of(
                new int[] {9, 30, 80},
                new int[] {1, 2, 3},
                new int[] {8, 27, 77},
                new int[] {1, 1, 1}),
            SliceShape.of(
                new int[] {9, 30}, new int[] {8, 1}, new int[] {4, 14}, new int[] {-2, 2}))
        .flatMap(shape ->
            Stream.of(
                move("Slice " + shape, shape.inputSize(), shape.outputSize(), Slice.of(shape)::run),
                move(
                    "SliceGradient " + shape,
                    shape.outputSize(),
                    shape.inputSize(),
                    SliceGradient.of(shape)::run)));
  }

  private static Stream<KernelCase> pads() {
    return Stream.of(PadMode.values())
        .flatMap(mode -> {
          var shape =
              PadShape.of(
                  mode, new int[] {3, 20, 21, 17}, new int[] {0, 1, 2, 0}, new int[] {1, 3, 1, 0});
          var pad = Pad.of(shape);
          return Stream.of(
              move(
                  "Pad " + shape,
                  shape.inputSize(),
                  shape.outputSize(),
                  (parallel, in, out) -> pad.run(parallel, -1, in, out)),
              move(
                  "PadGradient " + shape,
                  shape.outputSize(),
                  shape.inputSize(),
                  PadGradient.of(shape)::run));
        });
  }

  private static Stream<KernelCase> joins() {
    int[] parts = {3, 1, 40};
    return Stream.of(
        new KernelCase(
            "move.Concat",
            () -> {
              var in = Guarded.of(Numbers.bits(500 * 44, 1));
              var out = Guarded.unwritten(500 * 44, 0);
              var concat = Concat.of(new int[] {500, 44}, 1, parts);
              long[] ins = ends(in.address(), 500, parts);
              return new KernelCase.Call(out, parallel -> concat.run(parallel, ins, out.address()));
            }),
        new KernelCase(
            "move.Split",
            () -> {
              var in = Guarded.of(Numbers.bits(500 * 44, 1));
              var out = Guarded.unwritten(500 * 44, 0);
              var split = Split.of(new int[] {500, 44}, 1, parts);
              long[] outs = ends(out.address(), 500, parts);
              return new KernelCase.Call(out, parallel -> split.run(parallel, in.address(), outs));
            }));
  }

  static long[] ends(long address, int rows, int[] parts) {
    long[] addresses = new long[parts.length];
    long at = address;
    for (int i = 0; i < parts.length; i++) {
      addresses[i] = at;
      at += (long) rows * parts[i] * Float.BYTES;
    }
    return addresses;
  }

  private static Stream<KernelCase> lookups() {
    return Stream.of(
            GatherShape.ofRows(100, 300, 90),
            GatherShape.ofRows(1000, 20, 900),
            GatherShape.along(new int[] {3, 50, 1}, 1, 70))
        .flatMap(shape ->
            Stream.of(gather(shape), scatter(shape), bags(shape, false), bags(shape, true)));
  }

  private static KernelCase gather(GatherShape shape) {
    var indices = indices(shape);
    var gather = Gather.of(shape);
    return move(
        "Gather " + shape,
        shape.tableSize(),
        shape.outputSize(),
        (parallel, in, out) -> gather.run(parallel, in, indices.address(), out));
  }

  private static KernelCase scatter(GatherShape shape) {
    return new KernelCase(
        "move.ScatterAdd " + shape,
        () -> {
          var indices = indices(shape);
          var in = Guarded.of(Numbers.normal(shape.outputSize(), 2));
          var out = Guarded.of(Numbers.normal(shape.tableSize(), 3));
          var scatter = ScatterAdd.of(shape);
          return new KernelCase.Call(
              out,
              parallel -> scatter.run(parallel, in.address(), indices.address(), out.address()));
        });
  }

  private static KernelCase bags(GatherShape shape, boolean mean) {
    var indices = indices(shape);
    int count = shape.count();
    var offsets = Guarded.ofInts(0, count / 3, count / 3, count);
    var bag = mean ? EmbeddingBag.mean(3, shape.inner()) : EmbeddingBag.sum(3, shape.inner());
    return move(
        "EmbeddingBag " + (mean ? "mean " : "sum ") + shape,
        shape.tableSize(),
        3L * shape.inner(),
        (parallel, in, out) -> bag.run(parallel, in, indices.address(), offsets.address(), out));
  }

  private static Guarded indices(GatherShape shape) {
    return Guarded.ofInts(Numbers.indices(shape.count(), shape.rows(), 5));
  }

  private static Stream<KernelCase> resizes() {
    var oneHot = OneHot.of(200, 90);
    var indices = Guarded.ofInts(Numbers.indices(200, 91, 6));
    return Stream.concat(
        Stream.of(
            move(
                "OneHot",
                1,
                200 * 90,
                (parallel, in, out) -> oneHot.run(parallel, indices.address(), out))),
        Stream.of(ResizeMode.values())
            .flatMap(mode ->
                Stream.of(
                    new ResizeShape(2, 9, 11, 37, 20, 17, mode),
                    new ResizeShape(2, 9, 11, 3, 4, 5, mode)))
            .flatMap(shape ->
                Stream.of(
                    move(
                        "Resize " + shape,
                        shape.inputSize(),
                        shape.outputSize(),
                        Resize.of(shape)::run),
                    move(
                        "ResizeGradient " + shape,
                        shape.outputSize(),
                        shape.inputSize(),
                        ResizeGradient.of(shape)::run))));
  }

  private static KernelCase move(String name, long ins, long outs, Move move) {
    return new KernelCase(
        "move." + name,
        () -> {
          var in = Guarded.of(Numbers.normal(ins, 1));
          var out = Guarded.unwritten((int) outs, 0);
          return new KernelCase.Call(
              out, parallel -> move.run(parallel, in.address(), out.address()));
        });
  }
}
