package lockstep.kernels.attention;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// The gradients of {@link Attention} in Q, K and V, from the gradient of O, bound to a shape.
/// Blocks of scores are computed again, from the log-sum-exps that the forward run wrote.
///
/// ```
/// p  = exp(scale·(q·k) − lse)     dV = Σ p·dO            over the queries of all heads of a key head
/// dp = dO·v                       dQ = scale · Σ ds·k    over keys
/// ds = p·(dp − dO·O)              dK = scale · Σ ds·q    over the queries of all heads of a key head
/// ```
///
/// First `dO·O` of each query. Then, where there are many heads, all that belongs to a key head is
/// one share: by blocks of 64 keys, p and ds of all queries, and from them all three gradients, dQ
/// growing from block to block. Where there are few, dQ comes by blocks of 64 queries and dK and dV
/// by blocks of 64 keys, each with its own p and ds. With a causal shape, groups of queries or keys
/// leave out most of what is hidden.
///
/// The bits are those of {@link AttentionGradientReference}, for any number of threads and any
/// width of vectors. The gradients of a hidden key and of a query that sees no key are zeros, as
/// long as all inputs are finite. No output may overlap an input. One object serves one caller at a
/// time.
public final class AttentionGradient {

  private static final int SHARES = 32;

  /// Key heads of all sequences from which on each is a share.
  private static final int MANY_HEADS = 16;

  private final AttentionShape shape;
  private final int queryBlocks;
  private final int keyBlocks;
  private final int rows;
  private final ScoreGradient softmax = new ScoreGradient();
  private final Product ofQ;
  private final Product ofK;
  private final Product ofV;
  private final Product ofO;
  private final Product ofKeysOntoQueries;
  private final Product ontoQ;
  private final Product ontoK;
  private final Product ontoO;
  private final Parallel.Task deltaTask = this::deltas;
  private final Parallel.Task queryTask = this::queryBlock;
  private final Parallel.Task keyTask = this::keyBlock;
  private final Parallel.Task headTask = this::head;

  // Floats from the start of a thread's scratch memory.
  private final long secondPackedStart;
  private final long scoresStart;
  private final long dpStart;
  private final long sumsStart;
  private final long secondSumsStart;
  private final long threadFloats;

  // Of the current run.
  private long q;
  private long k;
  private long v;
  private long mask;
  private long o;
  private long lse;
  private long dO;
  private long dQ;
  private long dK;
  private long dV;
  private long deltas;
  private long origins;
  private long threads;

  private AttentionGradient(AttentionShape shape) {
    this.shape = shape;
    ofQ = Product.ofTokens(shape.q());
    ofK = Product.ofTokens(shape.k());
    ofV = Product.ofTokens(shape.v());
    ofO = Product.ofTokens(shape.o());
    ofKeysOntoQueries = Product.ofRowsOnto(shape.k());
    ontoQ = Product.ontoSums(shape.q());
    ontoK = Product.ontoSums(shape.k());
    ontoO = Product.ontoSums(shape.o());
    queryBlocks = Block.count(shape.queries(), Block.COLUMNS);
    keyBlocks = Block.count(shape.keys(), Block.COLUMNS);
    rows = shape.batch() * shape.heads() * shape.queries();
    secondPackedStart = (long) shape.headSize() * Block.COLUMNS;
    scoresStart = 2 * secondPackedStart;
    dpStart = scoresStart + Block.SCORES;
    sumsStart = dpStart + Block.SCORES;
    secondSumsStart = sumsStart + sumFloats();
    threadFloats = secondSumsStart + sumFloats();
  }

  /// {@return the gradient of attention of that shape}
  public static AttentionGradient of(AttentionShape shape) {
    return new AttentionGradient(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (2 * statisticsFloats() + threads * threadFloats) * Float.BYTES;
  }

  /// Computes the three gradients, which are written, not added to.
  ///
  /// @param parallel the threads
  /// @param q address of Q; likewise `k`, `v`, `mask` (or 0), and `o` and `lse`, which the forward
  ///   run wrote
  /// @param dO address of the gradient of O, stored as O is
  /// @param dQ address of the gradient of Q, stored as Q is; likewise `dK`, `dV`
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long q,
      long k,
      long v,
      long mask,
      long o,
      long lse,
      long dO,
      long dQ,
      long dK,
      long dV,
      long scratch) {
    this.q = q;
    this.k = k;
    this.v = v;
    this.mask = mask;
    this.o = o;
    this.lse = lse;
    this.dO = dO;
    this.dQ = dQ;
    this.dK = dK;
    this.dV = dV;
    deltas = scratch;
    origins = deltas + statisticsFloats() * Float.BYTES;
    threads = origins + statisticsFloats() * Float.BYTES;
    parallel.run(Math.min(SHARES, rows), deltaTask);
    if (byHeads()) {
      parallel.run(shape.batch() * shape.keyHeads(), headTask);
    } else {
      parallel.run(shape.batch() * shape.heads() * queryBlocks, queryTask);
      parallel.run(shape.batch() * shape.keyHeads() * keyBlocks, keyTask);
    }
  }

  private boolean byHeads() {
    return shape.batch() * shape.keyHeads() >= MANY_HEADS;
  }

  /// A number for each query, and room for vectors that hang over the last one.
  private long statisticsFloats() {
    return Block.padded(rows) + (long) Block.COLUMNS;
  }

  private long sumFloats() {
    return (long) Block.COLUMNS * shape.paddedHead();
  }

  private void deltas(int share, int thread) {
    int shares = Math.min(SHARES, rows);
    int end = (int) ((long) rows * (share + 1) / shares);
    for (int row = (int) ((long) rows * share / shares); row < end; row++) {
      int query = row % shape.queries();
      int head = row / shape.queries() % shape.heads();
      int sequence = row / shape.queries() / shape.heads();
      long x = shape.o().at(dO, sequence, query, head, shape.headSize());
      long y = shape.o().at(o, sequence, query, head, shape.headSize());
      long at = (long) row * Float.BYTES;
      float origin = Floats.get(lse + at);
      Floats.set(deltas + at, ScoreGradient.dot(x, y, shape.headSize()));
      Floats.set(origins + at, origin == Float.NEGATIVE_INFINITY ? 0 : origin);
    }
  }

  private void queryBlock(int share, int thread) {
    int query = share % queryBlocks * Block.COLUMNS;
    int head = share / queryBlocks % shape.heads();
    int sequence = share / queryBlocks / shape.heads();
    int columns = Math.min(Block.COLUMNS, shape.queries() - query);
    int headSize = shape.headSize();
    int keyHead = shape.keyHead(head);
    long memory = threads + thread * threadFloats * Float.BYTES;
    long packedO = memory + secondPackedStart * Float.BYTES;
    long scores = memory + scoresStart * Float.BYTES;
    long dp = memory + dpStart * Float.BYTES;
    long sums = memory + sumsStart * Float.BYTES;
    long statistics = row(sequence, head, query);

    long qBlock = shape.q().at(q, sequence, query, head, headSize);
    long oBlock = shape.o().at(dO, sequence, query, head, headSize);
    Packing.columns(qBlock, shape.q().tokenBytes(), columns, headSize, memory);
    Packing.columns(oBlock, shape.o().tokenBytes(), columns, headSize, packedO);
    Rows.clear(sums, Block.COLUMNS * shape.paddedHead());
    int keys = shape.visible(query + columns - 1);
    for (int key = 0; key < keys; key += Block.ROWS) {
      int count = Math.min(Block.ROWS, keys - key);
      long kBlock = shape.k().at(k, sequence, key, keyHead, headSize);
      long vBlock = shape.v().at(v, sequence, key, keyHead, headSize);
      long hidden = maskAt(sequence, key);
      int group = shape.seen(query, key, count) == count ? Block.COLUMNS : Block.GROUP;
      for (int c = 0; c < columns; c += group) {
        int some = Math.min(group, columns - c);
        int whole = Block.padded(some);
        int first = query + c;
        int seen = shape.seen(first + some - 1, key, count);
        long at = (long) c * Float.BYTES;
        products(ofK, seen, whole, kBlock, memory + at, scores + at);
        if (hidden != 0 || shape.seen(first, key, seen) < seen) {
          Masking.keysByQueries(shape, scores + at, key, seen, first, some, hidden);
        }
        products(ofV, seen, whole, vBlock, packedO + at, dp + at);
        softmax.byQueries(
            scores + at,
            dp + at,
            seen,
            whole,
            shape.scale(),
            origins + statistics + at,
            deltas + statistics + at);
      }
      for (int c = 0; c < columns; c += Block.STEP) {
        int some = Math.min(Block.STEP, columns - c);
        int seen = shape.seen(query + c + some - 1, key, count);
        sum(ontoK, c, some, seen, dp, kBlock, sums);
      }
    }
    write(
        sums, columns, shape.scale(), shape.q().at(dQ, sequence, query, head, headSize), shape.q());
  }

  private void head(int share, int thread) {
    int keyHead = share % shape.keyHeads();
    int sequence = share / shape.keyHeads();
    int first = keyHead * shape.group();
    for (int head = first; head < first + shape.group(); head++) {
      for (int query = 0; query < shape.queries(); query++) {
        Rows.clear(shape.q().at(dQ, sequence, query, head, shape.headSize()), shape.headSize());
      }
    }
    for (int key = 0; key < shape.keys(); key += Block.COLUMNS) {
      keyBlock(sequence, keyHead, key, thread);
    }
    for (int head = first; head < first + shape.group(); head++) {
      long rows = shape.q().at(dQ, sequence, 0, head, shape.headSize());
      for (int query = 0; query < shape.queries(); query++) {
        long row = rows + query * shape.q().tokenBytes();
        Rows.write(row, shape.headSize(), shape.scale(), row);
      }
    }
  }

  private void keyBlock(int share, int thread) {
    int keyHead = share / keyBlocks % shape.keyHeads();
    int sequence = share / keyBlocks / shape.keyHeads();
    keyBlock(sequence, keyHead, share % keyBlocks * Block.COLUMNS, thread);
  }

  private void keyBlock(int sequence, int keyHead, int key, int thread) {
    int columns = Math.min(Block.COLUMNS, shape.keys() - key);
    int headSize = shape.headSize();
    long memory = threads + thread * threadFloats * Float.BYTES;
    long packedV = memory + secondPackedStart * Float.BYTES;
    long sums = memory + sumsStart * Float.BYTES;
    long secondSums = memory + secondSumsStart * Float.BYTES;

    long kBlock = shape.k().at(k, sequence, key, keyHead, headSize);
    long vBlock = shape.v().at(v, sequence, key, keyHead, headSize);
    Packing.columns(kBlock, shape.k().tokenBytes(), columns, headSize, memory);
    Packing.columns(vBlock, shape.v().tokenBytes(), columns, headSize, packedV);
    Rows.clear(sums, 2 * Block.COLUMNS * shape.paddedHead());
    for (int member = 0; member < shape.group(); member++) {
      int head = keyHead * shape.group() + member;
      // From a whole step on, for queries to go through the keys that the reference takes them
      // through.
      int first = shape.firstQuery(key) / Block.STEP * Block.STEP;
      for (int query = first; query < shape.queries(); query += Block.ROWS) {
        addQueries(sequence, head, query, key, columns, memory);
      }
    }
    write(
        sums,
        columns,
        shape.scale(),
        shape.k().at(dK, sequence, key, keyHead, headSize),
        shape.k());
    write(secondSums, columns, 1, shape.v().at(dV, sequence, key, keyHead, headSize), shape.v());
  }

  /// Adds to the sums of a block of keys what a block of queries contributes, and to the gradients
  /// of these queries, where there are many heads, what the keys do.
  private void addQueries(int sequence, int head, int query, int key, int columns, long memory) {
    int count = Math.min(Block.ROWS, shape.queries() - query);
    int headSize = shape.headSize();
    long scores = memory + scoresStart * Float.BYTES;
    long dp = memory + dpStart * Float.BYTES;
    long qBlock = shape.q().at(q, sequence, query, head, headSize);
    long oBlock = shape.o().at(dO, sequence, query, head, headSize);
    long statistics = row(sequence, head, query);
    long hidden = maskAt(sequence, key);
    int group = shape.unseeing(key + columns - 1, query, count) == 0 ? Block.COLUMNS : Block.GROUP;
    for (int c = 0; c < columns; c += group) {
      int some = Math.min(group, columns - c);
      scoreGradients(query, count, key + c, some, qBlock, oBlock, statistics, hidden, memory, c);
    }
    for (int c = 0; c < columns; c += Block.STEP) {
      int some = Math.min(Block.STEP, columns - c);
      int first = shape.unseeing(key + c, query, count);
      long down = first * Block.ROW_BYTES;
      sum(
          ontoQ,
          c,
          some,
          count - first,
          dp + down,
          qBlock + first * shape.q().tokenBytes(),
          memory + sumsStart * Float.BYTES);
      sum(
          ontoO,
          c,
          some,
          count - first,
          scores + down,
          oBlock + first * shape.o().tokenBytes(),
          memory + secondSumsStart * Float.BYTES);
    }
    if (byHeads()) {
      long kBlock = shape.k().at(k, sequence, key, shape.keyHead(head), headSize);
      long out = shape.q().at(dQ, sequence, query, head, headSize);
      for (int r = 0; r < count; r += Block.STEP) {
        int some = Math.min(Block.STEP, count - r);
        ofKeysOntoQueries.run(
            some,
            headSize,
            shape.seen(query + r + some - 1, key, columns),
            dp + r * Block.ROW_BYTES,
            kBlock,
            out + r * shape.q().tokenBytes(),
            shape.q().tokenBytes());
      }
    }
  }

  /// p and ds of some keys of a block, from the step of queries on whose last sees the first of
  /// them.
  ///
  /// @param column number of the first key in its block
  private void scoreGradients(
      int query,
      int count,
      int key,
      int columns,
      long queries,
      long gradients,
      long statistics,
      long hidden,
      long memory,
      int column) {
    int first = shape.unseeing(key, query, count) / Block.STEP * Block.STEP;
    int rows = count - first;
    int whole = Block.padded(columns);
    long across = (long) column * Float.BYTES;
    long at = first * Block.ROW_BYTES + across;
    long scores = memory + scoresStart * Float.BYTES + at;
    long dp = memory + dpStart * Float.BYTES + at;
    long packedV = memory + secondPackedStart * Float.BYTES;
    long down = statistics + (long) first * Float.BYTES;
    products(ofQ, rows, whole, queries + first * shape.q().tokenBytes(), memory + across, scores);
    if (hidden != 0 || shape.unseeing(key + columns - 1, query + first, rows) > 0) {
      Masking.queriesByKeys(
          shape, scores, query + first, rows, key, columns, hidden == 0 ? 0 : hidden + across);
    }
    products(ofO, rows, whole, gradients + first * shape.o().tokenBytes(), packedV + across, dp);
    softmax.byKeys(scores, dp, rows, whole, shape.scale(), origins + down, deltas + down);
  }

  /// Inner products of tokens in place with packed ones.
  private void products(
      Product ofTokens, int rows, int columns, long tokens, long packed, long out) {
    ofTokens.run(rows, columns, shape.headSize(), tokens, packed, out, Block.ROW_BYTES);
  }

  /// Adds to the rows of a step of columns the tokens, weighted.
  private void sum(
      Product ontoSums, int column, int columns, int count, long weights, long tokens, long sums) {
    long row = (long) shape.paddedHead() * Float.BYTES;
    ontoSums.run(
        Product.roomy(columns),
        shape.headSize(),
        count,
        weights + (long) column * Float.BYTES,
        tokens,
        sums + column * row,
        row);
  }

  private void write(long sums, int columns, float factor, long to, TokenLayout layout) {
    for (int c = 0; c < columns; c++) {
      Rows.write(
          sums + (long) c * shape.paddedHead() * Float.BYTES,
          shape.headSize(),
          factor,
          to + c * layout.tokenBytes());
    }
  }

  /// Bytes from the first query's statistics to those of this one.
  private long row(int sequence, int head, int query) {
    return (((long) sequence * shape.heads() + head) * shape.queries() + query) * Float.BYTES;
  }

  private long maskAt(int sequence, int key) {
    return mask == 0 ? 0 : mask + ((long) sequence * shape.keys() + key) * Float.BYTES;
  }
}
