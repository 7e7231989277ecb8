package lockstep.kernels.attention;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// Attention `O = softmax(scale·Q·Kᵀ)·V`, bound to its shape, without the matrix of scores.
///
/// A share is a block of 64 queries of one head. Keys come in blocks of 96, whose scores stay in
/// the first-level cache:
///
/// ```
///                 64 queries, packed as columns
///                ┌───────────────┐
///   96 keys,     │ scores, then  │   each column keeps its maximum and sum;
///   in place     │ exp(… − max)  │   after each block, for its 64 queries
///                └───────────────┘   sums ← sums·factor + exp(…)·V
/// ```
///
/// With a causal shape, groups of queries take part in no more keys than the last of them sees.
///
/// A score is one chain of fused multiply-adds over the head, an output one over keys in order, a
/// query's sum one over keys in order: so the bits are those of {@link AttentionReference}, for any
/// number of threads and any width of vectors.
///
/// A query that sees no key has zeros as output and −∞ as log-sum-exp. A hidden key counts as
/// nothing as long as its K and V are finite. No output may overlap an input. One object serves one
/// caller at a time: a run keeps its addresses here, so that it allocates nothing.
public final class Attention {

  private final AttentionShape shape;
  private final int blocks;
  private final RunningSoftmax softmax = new RunningSoftmax();
  private final Product ofKeys;
  private final Product ontoSums;
  private final Parallel.Task task = this::block;

  // Floats from the start of a thread's scratch memory.
  private final long scoresStart;
  private final long sumsStart;
  private final long statisticsStart;
  private final long threadFloats;

  // Of the current run.
  private long q;
  private long k;
  private long v;
  private long mask;
  private long o;
  private long lse;
  private long scratch;

  private Attention(AttentionShape shape) {
    this.shape = shape;
    blocks = Block.count(shape.queries(), Block.COLUMNS);
    ofKeys = Product.ofTokens(shape.k());
    ontoSums = Product.ontoSums(shape.v());
    scoresStart = (long) shape.headSize() * Block.COLUMNS;
    sumsStart = scoresStart + Block.SCORES;
    statisticsStart = sumsStart + (long) Block.COLUMNS * shape.paddedHead();
    threadFloats = statisticsStart + (long) RunningSoftmax.ROWS * Block.COLUMNS;
  }

  /// {@return attention of that shape}
  public static Attention of(AttentionShape shape) {
    return new Attention(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return threads * threadFloats * Float.BYTES;
  }

  /// Runs attention.
  ///
  /// @param parallel the threads
  /// @param q address of Q; likewise `k`, `v`, `o`
  /// @param mask address of the mask of keys, or 0 where there is none
  /// @param lse address of the log-sum-exps, which are written
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel, long q, long k, long v, long mask, long o, long lse, long scratch) {
    this.q = q;
    this.k = k;
    this.v = v;
    this.mask = mask;
    this.o = o;
    this.lse = lse;
    this.scratch = scratch;
    parallel.run(shape.batch() * shape.heads() * blocks, task);
  }

  private void block(int share, int thread) {
    int query = share % blocks * Block.COLUMNS;
    int head = share / blocks % shape.heads();
    int sequence = share / blocks / shape.heads();
    int columns = Math.min(Block.COLUMNS, shape.queries() - query);
    int headSize = shape.headSize();
    int padded = shape.paddedHead();
    long packed = scratch + thread * threadFloats * Float.BYTES;
    long scores = packed + scoresStart * Float.BYTES;
    long sums = packed + sumsStart * Float.BYTES;
    long statistics = packed + statisticsStart * Float.BYTES;

    long qBlock = shape.q().at(q, sequence, query, head, headSize);
    Packing.columns(qBlock, shape.q().tokenBytes(), columns, headSize, packed);
    Rows.clear(sums, Block.COLUMNS * padded);
    RunningSoftmax.start(Block.padded(columns), statistics);
    int keys = shape.visible(query + columns - 1);
    for (int key = 0; key < keys; key += Block.ROWS) {
      int rows = Math.min(Block.ROWS, keys - key);
      long kBlock = shape.k().at(k, sequence, key, shape.keyHead(head), headSize);
      long vBlock = shape.v().at(v, sequence, key, shape.keyHead(head), headSize);
      long hidden = mask == 0 ? 0 : mask + ((long) sequence * shape.keys() + key) * Float.BYTES;
      int group = shape.seen(query, key, rows) == rows ? Block.COLUMNS : Block.GROUP;
      for (int c = 0; c < columns; c += group) {
        long at = (long) c * Float.BYTES;
        int count = Math.min(group, columns - c);
        int seen = shape.seen(query + c + count - 1, key, rows);
        scores(key, seen, query + c, count, kBlock, packed + at, hidden, scores + at);
        softmax.take(scores + at, seen, Block.padded(count), shape.scale(), statistics + at);
      }
      RunningSoftmax.rescale(columns, padded, statistics, sums);
      for (int c = 0; c < columns; c += Block.STEP) {
        int count = Math.min(Block.STEP, columns - c);
        ontoSums.run(
            Product.roomy(count),
            headSize,
            shape.seen(query + c + count - 1, key, rows),
            scores + (long) c * Float.BYTES,
            vBlock,
            sums + (long) c * padded * Float.BYTES,
            (long) padded * Float.BYTES);
      }
    }
    long row = ((long) sequence * shape.heads() + head) * shape.queries() + query;
    RunningSoftmax.finish(columns, statistics, lse + row * Float.BYTES);
    long out = shape.o().at(o, sequence, query, head, headSize);
    for (int c = 0; c < columns; c++) {
      Rows.write(
          sums + (long) c * padded * Float.BYTES,
          headSize,
          Floats.get(statistics + RunningSoftmax.SUMS + (long) c * Float.BYTES),
          out + c * shape.o().tokenBytes());
    }
  }

  /// The scores of some queries of a block, −∞ where one does not see a key.
  private void scores(
      int key, int rows, int query, int columns, long keys, long packed, long hidden, long scores) {
    ofKeys.run(
        rows, Block.padded(columns), shape.headSize(), keys, packed, scores, Block.ROW_BYTES);
    if (hidden != 0 || shape.seen(query, key, rows) < rows) {
      Masking.keysByQueries(shape, scores, key, rows, query, columns, hidden);
    }
  }
}
