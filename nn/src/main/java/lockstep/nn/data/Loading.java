package lockstep.nn.data;

/// How samples become batches: as data.
///
/// @param batch the samples of a batch
/// @param order in which order
/// @param end what becomes of the last batch of an epoch, if it is short
/// @param seed what the order, augmentations and mixtures depend on
/// @param workers how many threads make batches ahead; their number changes nothing else
/// @param memory whether prepared samples are kept, as far as augmentations let them
public record Loading(int batch, Order order, End end, long seed, int workers, Memory memory) {

  /// In which order samples come.
  public enum Order {
    /// As the data set has them.
    GIVEN,
    /// Another permutation each epoch.
    SHUFFLED
  }

  /// What becomes of a short last batch.
  public enum End {
    /// It comes as it is.
    KEEP,
    /// It is left out, unless it is the only one.
    DROP
  }

  /// Whether prepared samples are kept.
  public enum Memory {
    /// Each is prepared every time.
    NONE,
    /// Each is prepared once: for what is dear to decode and fits into memory.
    KEEP
  }

  /// Checks the numbers.
  public Loading {
    if (batch < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "loading: expected 1 or more samples a batch and workers, got "
              + batch
              + " and "
              + workers
              + ".");
    }
  }

  /// {@return batches to learn from: shuffled, all of one size}
  public static Loading toLearn(int batch, long seed) {
    return new Loading(batch, Order.SHUFFLED, End.DROP, seed, 1, Memory.NONE);
  }

  /// {@return batches to be judged by: every sample once, as they come}
  public static Loading toJudge(int batch) {
    return new Loading(batch, Order.GIVEN, End.KEEP, 0, 1, Memory.NONE);
  }

  /// {@return this loading with prepared samples kept}
  public Loading remembering() {
    return new Loading(batch, order, end, seed, workers, Memory.KEEP);
  }

  /// {@return this loading with so many workers}
  public Loading workers(int threads) {
    return new Loading(batch, order, end, seed, threads, memory);
  }
}
