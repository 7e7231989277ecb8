package lockstep.nn.data;

/// The same samples with what the network sees as what it should say, for autoencoders. A
/// preparation of both needs the same steps for inputs and targets.
///
/// @param data the samples
public record Mirror(Dataset data) implements Dataset {

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Sample get(int index) {
    Sample sample = data.get(index);
    return new Sample(sample.input(), sample.input(), sample.origin());
  }
}
