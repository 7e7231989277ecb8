package lockstep.nn.data;

import java.util.Optional;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Samples side by side, as a step takes them. Its tensors are written again later: it holds until
/// the next one is asked for.
public final class Batch {

  private final Tensor input;
  private final Tensor target;
  private final Tensor lengths;
  private final int[] indices;

  /// Memory for so many samples like one of them.
  Batch(Sample example, int size) {
    input = of(example.input(), size, example);
    target = of(example.target(), size, example);
    lengths = Tensor.zeros(Shape.of(size), DType.INT32);
    indices = new int[size];
  }

  private static Tensor of(Item item, int size, Sample example) {
    return switch (item) {
      case Numbers numbers -> Tensor.zeros(rows(size, numbers.shape()), DType.FLOAT32);
      case Tokens tokens -> Tensor.zeros(rows(size, tokens.shape()), DType.INT32);
      case Image _, Row _, Sound _, Text _ ->
          throw new DataException(
              example.origin(),
              "expected a preparation that ends in Numbers or Tokens, got "
                  + item.describe()
                  + ". Add a step that makes numbers of it.");
    };
  }

  private static Shape rows(int size, Shape each) {
    int[] sizes = new int[each.rank() + 1];
    sizes[0] = size;
    for (int i = 0; i < each.rank(); i++) {
      sizes[i + 1] = each.size(i);
    }
    return Shape.of(sizes);
  }

  /// Writes a sample.
  void put(int row, int index, Sample sample) {
    put(input, row, sample.input(), sample);
    put(target, row, sample.target(), sample);
    lengths.set(row, length(sample.input()));
    indices[row] = index;
  }

  /// One step or more, so that there is a last one.
  private static int length(Item item) {
    return switch (item) {
      case Tokens tokens -> Math.max(1, tokens.length());
      case Numbers numbers -> Math.max(1, numbers.length());
      case Image _, Row _, Sound _, Text _ -> 0;
    };
  }

  private static void put(Tensor tensor, int row, Item item, Sample sample) {
    int each = tensor.count() / tensor.shape().size(0);
    switch (item) {
      case Numbers numbers when fits(tensor, numbers.shape(), DType.FLOAT32) ->
          tensor.setRow(row, numbers.values());
      case Tokens tokens when fits(tensor, tokens.shape(), DType.INT32) ->
          tensor.setRow(row, tokens.values());
      case Numbers _, Tokens _, Image _, Row _, Sound _, Text _ ->
          throw new DataException(
              sample.origin(),
              "expected "
                  + tensor.dtype()
                  + " of "
                  + each
                  + " numbers, as the first sample of the batch has, "
                  + tensor.shape()
                  + " in all, got "
                  + item.describe()
                  + ". Resize, pad or cut samples to one size.");
    }
  }

  private static boolean fits(Tensor tensor, Shape each, DType dtype) {
    return tensor.dtype() == dtype && tensor.shape().equals(rows(tensor.shape().size(0), each));
  }

  /// {@return how many samples there are}
  public int size() {
    return indices.length;
  }

  /// {@return what the network sees, first axis the samples}
  public Tensor input() {
    return input;
  }

  /// {@return what it should say}
  public Tensor target() {
    return target;
  }

  /// {@return how many tokens, or steps of numbers, of each sample count; empty where samples are
  /// no sequences}
  public Optional<Tensor> lengths() {
    boolean sequences = input.dtype() == DType.INT32 || input.shape().rank() > 2;
    return sequences ? Optional.of(lengths) : Optional.empty();
  }

  /// {@return the place of a sample in its data set}
  public int index(int row) {
    return indices[row];
  }
}
