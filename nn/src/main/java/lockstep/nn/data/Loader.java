package lockstep.nn.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lockstep.kernels.random.Permutation;

/// Makes batches of a data set: `for (Batch batch : loader.epoch(0)) …`.
///
/// Everything that comes out follows from the data, the settings, the epoch and the place within
/// it: who made it, and when, changes nothing.
public final class Loader {

  /// Streams of chance, so that an order, an augmentation and a mixture never share numbers.
  private static final long ORDER = 0x6f72646572L;

  private static final long MIXTURE = 0x6d6978L;

  private final Dataset data;
  private final Preparation preparation;
  private final List<Augmentation> augmentations;
  private final Mixing mixing;
  private final Loading loading;
  private final Pipeline pipeline;
  private final AtomicReferenceArray<Sample> kept;

  /// Batches as they are prepared, without chance.
  public Loader(Dataset data, Preparation preparation, Loading loading) {
    this(data, preparation, List.of(), new Mixing.None(), loading);
  }

  /// Batches of augmented samples, two of which may be mixed.
  ///
  /// @throws DataException if there are no samples
  public Loader(
      Dataset data,
      Preparation preparation,
      List<Augmentation> augmentations,
      Mixing mixing,
      Loading loading) {
    this(data, preparation, augmentations, mixing, loading, kept(data, loading));
  }

  /// @param kept samples that were begun before
  private Loader(
      Dataset data,
      Preparation preparation,
      List<Augmentation> augmentations,
      Mixing mixing,
      Loading loading,
      AtomicReferenceArray<Sample> kept) {
    if (data.size() == 0) {
      throw new DataException("data", "expected at least one sample, got none.");
    }
    this.data = data;
    this.preparation = preparation;
    this.augmentations = List.copyOf(augmentations);
    this.mixing = mixing;
    this.loading = loading;
    pipeline = Pipeline.of(preparation, this.augmentations, data.get(0));
    this.kept = kept;
  }

  private static AtomicReferenceArray<Sample> kept(Dataset data, Loading loading) {
    boolean keeps = loading.memory() == Loading.Memory.KEEP;
    return new AtomicReferenceArray<>(keeps ? data.size() : 0);
  }

  /// {@return the data set}
  public Dataset data() {
    return data;
  }

  /// {@return what is done to its samples}
  public Preparation preparation() {
    return preparation;
  }

  /// {@return the settings}
  public Loading loading() {
    return loading;
  }

  /// {@return whether samples are made of two}
  public boolean mixes() {
    return !(mixing instanceof Mixing.None);
  }

  /// {@return the same data with other settings; what both remember is prepared once}
  public Loader with(Loading other) {
    boolean both = other.memory() == Loading.Memory.KEEP && loading.memory() == other.memory();
    return new Loader(
        data, preparation, augmentations, mixing, other, both ? kept : kept(data, other));
  }

  /// {@return the batches of an epoch}
  public int batches() {
    int whole = data.size() / loading.batch();
    boolean rest = data.size() % loading.batch() != 0;
    return switch (loading.end()) {
      case DROP -> Math.max(1, whole);
      case KEEP -> rest ? whole + 1 : whole;
    };
  }

  /// {@return the first sample as a network takes it}
  public Sample example() {
    return preparation.apply(data.get(0));
  }

  /// {@return the batches of an epoch, to be gone through once}
  public Batches epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /// {@return the batches of an epoch from one of them on, as if the others had come before}
  public Batches epoch(int epoch, int first) {
    return new Batches(this, epoch, first);
  }

  /// The places of the samples of an epoch, in its order.
  int[] order(int epoch) {
    int[] order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (loading.order() == Loading.Order.SHUFFLED) {
      Permutation.shuffle(loading.seed(), ORDER + ((long) epoch << 40), order);
    }
    return order;
  }

  /// The samples of a batch.
  int sizeOf(int batch) {
    return Math.min(loading.batch(), data.size() - batch * loading.batch());
  }

  /// Fills a batch.
  void fill(Batch batch, int epoch, int number, int[] order) {
    int first = number * loading.batch();
    for (int row = 0; row < batch.size(); row++) {
      int index = order[first + row];
      batch.put(row, index, sample(epoch, index));
    }
  }

  /// A sample as it is in an epoch.
  Sample sample(int epoch, int index) {
    Sample one = augmented(epoch, index);
    if (!mixes()) {
      return one;
    }
    var draw = new Draw(loading.seed() ^ MIXTURE, epoch, index);
    int partner = draw.below(data.size());
    return mixing.mix(one, augmented(epoch, partner), data.labels().size(), draw);
  }

  private Sample augmented(int epoch, int index) {
    return pipeline.finish(begun(index), new Draw(loading.seed(), epoch, index));
  }

  private Sample begun(int index) {
    if (kept.length() == 0) {
      return pipeline.begin(data.get(index));
    }
    Sample known = kept.get(index);
    if (known == null) {
      known = pipeline.begin(data.get(index));
      kept.set(index, known);
    }
    return known;
  }
}
