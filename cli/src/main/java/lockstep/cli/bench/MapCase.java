package lockstep.cli.bench;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.BinaryMap;
import lockstep.kernels.map.BroadcastShape;
import lockstep.kernels.map.Unary;
import lockstep.kernels.map.UnaryMap;
import lockstep.kernels.move.Copy;
import lockstep.kernels.move.Gather;
import lockstep.kernels.move.GatherShape;
import lockstep.kernels.move.Transpose;
import lockstep.kernels.norm.LayerNorm;
import lockstep.kernels.pool.MaxPool;
import lockstep.kernels.pool.PoolShape;
import lockstep.kernels.random.DropoutMask;
import lockstep.kernels.random.Normal;
import lockstep.kernels.random.Uniform;
import lockstep.kernels.softmax.LogSoftmax;
import lockstep.kernels.softmax.Softmax;
import lockstep.kernels.update.Rule;
import lockstep.kernels.update.Update;
import lockstep.nn.json.Json;

/// One kernel to be timed that does little with each element: a function of elements or rows, an
/// update, random numbers, a move.
///
/// Elements are those that are read of the first operand; of random numbers and of a look-up, those
/// that are written.
public final class MapCase {

  /// Fit the second-level cache of one core, in and out.
  private static final int SMALL = 1 << 14;

  /// Fit no cache.
  private static final int LARGE = 1 << 24;

  private static final List<MapCase> ALL =
      List.of(
          unary("exp", Unary.EXP),
          unary("tanh", Unary.TANH),
          unary("sigmoid", Unary.SIGMOID),
          unary("gelu", Unary.GELU),
          unary("silu", Unary.SILU),
          unary("relu", Unary.RELU),
          new MapCase(
              "log", numbers -> unary(Unary.LOG, numbers.between(0.01f, 4, SMALL), numbers)),
          unary("erf", Unary.ERF),
          unary("sin", Unary.SIN),
          new MapCase("add", numbers -> add(new int[] {SMALL}, new int[] {SMALL}, numbers)),
          new MapCase("bias", numbers -> add(new int[] {64, 256}, new int[] {256}, numbers)),
          new MapCase("softmax-1000", numbers -> softmax(64, 1000, numbers)),
          new MapCase("log-softmax-1000", numbers -> logSoftmax(64, 1000, numbers)),
          new MapCase("layer-norm-768", numbers -> layerNorm(24_576, numbers).besideCopy()),
          new MapCase("layer-norm-768-small", numbers -> layerNorm(64, numbers)),
          new MapCase("adam-16m", MapCase::adam),
          new MapCase("sgd-16m", MapCase::sgd),
          new MapCase("uniform", MapCase::uniform),
          new MapCase("normal", MapCase::normal),
          new MapCase("dropout", MapCase::dropout),
          new MapCase("max-pool-2x2", MapCase::maxPool),
          new MapCase("transpose-1024", numbers -> transpose(1, 1024, 1024, numbers)),
          new MapCase("transpose-2048", numbers -> transpose(1, 2048, 2048, numbers).besideCopy()),
          new MapCase("transpose-4096", numbers -> transpose(1, 4096, 4096, numbers).besideCopy()),
          new MapCase("nhwc-to-nchw", numbers -> transpose(16, 56 * 56, 256, numbers).besideCopy()),
          new MapCase("gather", MapCase::gather));

  private final String name;
  private final Function<Numbers, Work> preparation;

  /// A kernel with its operands.
  ///
  /// @param elements how many a run computes
  /// @param bytes how many a run moves, each stream counted once when read and once when written
  /// @param run one run
  /// @param atMemorySpeed whether memory is its bar: a copy too large for the caches then takes
  ///   turns
  private record Work(long elements, long bytes, Consumer<Parallel> run, boolean atMemorySpeed) {

    Work(long elements, long bytes, Consumer<Parallel> run) {
      this(elements, bytes, run, false);
    }

    Work besideCopy() {
      return new Work(elements, bytes, run, true);
    }
  }

  /// What was measured.
  ///
  /// @param name the case's name
  /// @param elementsPerNano elements a nanosecond
  /// @param gigabytes bytes moved, in 10⁹ a second
  /// @param copyGigabytes the same of a copy in the same windows; NaN where memory is not the bar
  public record Result(
      String name, double elementsPerNano, double gigabytes, double copyGigabytes) {

    /// {@return the part of the copy's rate that was reached; NaN where memory is not the bar}
    public double copyShare() {
      return gigabytes / copyGigabytes;
    }

    /// {@return this result as one object; the copy is in it where memory is the bar}
    public Json.Fields json() {
      Json.Fields fields =
          Json.object()
              .with("name", name)
              .with("elements_per_ns", rounded(elementsPerNano))
              .with("gb_per_s", rounded(gigabytes));
      return Double.isNaN(copyGigabytes)
          ? fields
          : fields.with("copy_gb_per_s", rounded(copyGigabytes));
    }

    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }

  private MapCase(String name, Function<Numbers, Work> preparation) {
    this.name = name;
    this.preparation = preparation;
  }

  /// {@return how it is called}
  public String name() {
    return name;
  }

  /// {@return every case, in the order in which they are measured}
  public static List<MapCase> all() {
    return ALL;
  }

  /// {@return the cases of these names, in their order; all for no name}
  ///
  /// @throws IllegalArgumentException if a name is none of a case
  public static List<MapCase> named(List<String> names) {
    var cases = new ArrayList<MapCase>();
    for (String name : names) {
      cases.add(
          ALL.stream()
              .filter(each -> each.name.equals(name.strip()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "expected some of " + names() + "; got '" + name + "'")));
    }
    return cases.isEmpty() ? ALL : cases;
  }

  private static String names() {
    return ALL.stream().map(MapCase::name).collect(Collectors.joining(", "));
  }

  /// Times the kernel on that many threads; random numbers are made on one.
  public Result measure(int threads) {
    Parallel parallel = Parallel.of(threads, Parallel.Idle.SPIN);
    try (Arena arena = Arena.ofShared()) {
      var numbers = new Numbers(arena);
      Work work = preparation.apply(numbers);
      var turns = new ArrayList<Runnable>();
      turns.add(() -> work.run.accept(parallel));
      if (work.atMemorySpeed) {
        Copy copy = Copy.of(LARGE);
        long from = numbers.ordinary(LARGE);
        long to = numbers.zeros(LARGE);
        turns.add(() -> copy.run(parallel, from, to));
      }
      double[] rates = InTurn.rates(turns);
      double copied = work.atMemorySpeed ? rates[1] * floats(2L * LARGE) : Double.NaN;
      return new Result(name, rates[0] * work.elements, rates[0] * work.bytes, copied);
    }
  }

  private static MapCase unary(String name, Unary function) {
    return new MapCase(name, numbers -> unary(function, numbers.ordinary(SMALL), numbers));
  }

  private static Work unary(Unary function, long in, Numbers numbers) {
    UnaryMap map = UnaryMap.of(function, SMALL);
    long out = numbers.zeros(SMALL);
    return new Work(SMALL, floats(2L * SMALL), parallel -> map.run(parallel, in, out));
  }

  private static Work add(int[] sizes, int[] others, Numbers numbers) {
    BinaryMap map = BinaryMap.of(Binary.ADD, BroadcastShape.of(sizes, others));
    int added = others[0];
    long a = numbers.ordinary(SMALL);
    long b = numbers.ordinary(added);
    long out = numbers.zeros(SMALL);
    return new Work(SMALL, floats(2L * SMALL + added), parallel -> map.run(parallel, a, b, out));
  }

  private static Work softmax(int rows, int columns, Numbers numbers) {
    Softmax softmax = Softmax.of(rows, columns);
    int count = rows * columns;
    long in = numbers.ordinary(count);
    long out = numbers.zeros(count);
    return new Work(count, floats(2L * count), parallel -> softmax.run(parallel, in, out));
  }

  private static Work logSoftmax(int rows, int columns, Numbers numbers) {
    LogSoftmax softmax = LogSoftmax.of(rows, columns);
    int count = rows * columns;
    long in = numbers.ordinary(count);
    long out = numbers.zeros(count);
    return new Work(count, floats(2L * count), parallel -> softmax.run(parallel, in, out));
  }

  private static Work layerNorm(int rows, Numbers numbers) {
    int columns = 768;
    LayerNorm norm = LayerNorm.of(rows, columns, 1e-5f);
    int count = rows * columns;
    long in = numbers.ordinary(count);
    long gamma = numbers.ordinary(columns);
    long beta = numbers.ordinary(columns);
    long out = numbers.zeros(count);
    long saved = numbers.zeros(2 * rows);
    return new Work(
        count,
        floats(2L * count + 2L * columns + 2L * rows),
        parallel -> norm.run(parallel, in, gamma, beta, out, saved));
  }

  private static Work adam(Numbers numbers) {
    return update(new Rule.Adam(0.9, 0.999, 1e-8, 0), 7, numbers);
  }

  private static Work sgd(Numbers numbers) {
    return update(new Rule.Sgd(0), 3, numbers);
  }

  /// A late step at a rate so low that the numbers stay what they are, however many windows pass.
  private static Work update(Rule rule, int streams, Numbers numbers) {
    Update update = Update.of(rule, LARGE);
    long parameter = numbers.ordinary(LARGE);
    long gradient = numbers.ordinary(LARGE);
    long state1 = rule.states() > 0 ? numbers.ordinary(LARGE) : 0;
    long state2 = rule.states() > 1 ? numbers.between(0.01f, 4, LARGE) : 0;
    return new Work(
            LARGE,
            floats((long) streams * LARGE),
            parallel -> update.run(parallel, 1000, 1e-6, 0, parameter, gradient, state1, state2))
        .besideCopy();
  }

  private static Work uniform(Numbers numbers) {
    long out = numbers.zeros(SMALL);
    return new Work(SMALL, floats(SMALL), _ -> Uniform.fill(1, 2, 0, -1, 1, out, SMALL));
  }

  private static Work normal(Numbers numbers) {
    long out = numbers.zeros(SMALL);
    return new Work(SMALL, floats(SMALL), _ -> Normal.fill(1, 2, 0, 0, 1, out, SMALL));
  }

  private static Work dropout(Numbers numbers) {
    long in = numbers.ordinary(SMALL);
    long out = numbers.zeros(SMALL);
    return new Work(
        SMALL, floats(2L * SMALL), _ -> DropoutMask.apply(1, 2, 0, 0.5f, in, out, SMALL));
  }

  private static Work maxPool(Numbers numbers) {
    int count = 32 * 56 * 56 * 64;
    MaxPool pool = MaxPool.of(PoolShape.tiled(32, 56, 56, 64, 2));
    long in = numbers.ordinary(count);
    long out = numbers.zeros(count / 4);
    return new Work(
        count, floats((long) count + count / 4), parallel -> pool.run(parallel, in, out));
  }

  private static Work transpose(int batch, int rows, int columns, Numbers numbers) {
    int count = batch * rows * columns;
    Transpose transpose = Transpose.matrices(batch, rows, columns);
    long in = numbers.ordinary(count);
    long out = numbers.zeros(count);
    return new Work(count, floats(2L * count), parallel -> transpose.run(parallel, in, out));
  }

  /// Tokens of a batch looked up in an embedding.
  private static Work gather(Numbers numbers) {
    int rows = 50_000;
    int inner = 256;
    int tokens = 4096;
    Gather gather = Gather.of(GatherShape.ofRows(rows, inner, tokens));
    long table = numbers.ordinary(rows * inner);
    long indices = numbers.indices(rows, tokens);
    long out = numbers.zeros(tokens * inner);
    return new Work(
        (long) tokens * inner,
        floats(2L * tokens * inner + tokens),
        parallel -> gather.run(parallel, table, indices, out));
  }

  private static long floats(long count) {
    return count * Float.BYTES;
  }
}
