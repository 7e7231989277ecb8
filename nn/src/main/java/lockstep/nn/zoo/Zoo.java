package lockstep.nn.zoo;

import java.util.ArrayList;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.ConvTranspose2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.DepthwiseConv2d;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.GlobalAveragePool;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.Upsample;

/// Networks that have learnt nothing yet.
///
/// | network | one example | what it says | loss |
/// |---|---|---|---|
/// | mlp | `[784]` | 10 logits | cross-entropy |
/// | lenet | `[28, 28, 1]` | 10 logits | cross-entropy |
/// | resnet20, mobilenet | `[32, 32, 3]` | 10 logits | cross-entropy |
/// | resnet18 | `[224, 224, 3]` | 1000 logits | cross-entropy |
/// | autoencoder | `[28, 28, 1]` | logits `[28, 28, 1]` | binary cross-entropy with the input |
/// | {@link VariationalAutoencoder} | `[28, 28, 1]` | logits `[28, 28, 1]` | the same |
/// | unet | `[H, W, C]`, H and W multiples of 4 | `[H, W, out]` | any for each pixel |
/// | {@link Recommender} | `[2]`, INT32 | `[1]` | mean squared |
public final class Zoo {

  private Zoo() {}

  /// {@return 784-512-256-10 with ReLU, for digits}
  public static Layer mlp() {
    return Sequential.of(
        new Dense(512), Function.relu(), new Dense(256), Function.relu(), new Dense(10));
  }

  /// {@return two convolutions and two dense layers, for digits}
  public static Layer lenet() {
    return Sequential.of(
        new Conv2d(32, 5),
        Function.relu(),
        new MaxPool2d(2),
        new Conv2d(64, 5),
        Function.relu(),
        new MaxPool2d(2),
        new Flatten(),
        new Dense(512),
        Function.relu(),
        new Dense(10));
  }

  /// {@return a residual network of 20 layers for small images}
  public static Layer resnet20() {
    return Sequential.of(
        convolution(16, 3, 1),
        stage(16, 3, 1, 16),
        stage(32, 3, 2, 16),
        stage(64, 3, 2, 32),
        new GlobalAveragePool(),
        new Dense(10));
  }

  /// {@return a residual network of 18 layers for photographs}
  public static Layer resnet18() {
    return Sequential.of(
        convolution(64, 7, 2),
        new MaxPool2d(3, 2, new Padding.Each(1)),
        stage(64, 2, 1, 64),
        stage(128, 2, 2, 64),
        stage(256, 2, 2, 128),
        stage(512, 2, 2, 256),
        new GlobalAveragePool(),
        new Dense(1000));
  }

  /// {@return a small network of depthwise and 1×1 convolutions for small images}
  public static Layer mobilenet() {
    return Sequential.of(
        convolution(32, 3, 1),
        separable(64, 1),
        separable(128, 2),
        separable(128, 1),
        separable(256, 2),
        separable(256, 1),
        new GlobalAveragePool(),
        new Dense(10));
  }

  /// {@return a network that says its input again, through 32 numbers}
  public static Layer autoencoder() {
    return Sequential.of(imageEncoder(), new Dense(32), imageDecoder());
  }

  /// {@return a network that sees images at three sizes, with shortcuts between equal ones}
  ///
  /// @param out channels of the result
  public static Layer unet(int out) {
    Layer bottom = convolution(64, 3, 1);
    Layer middle = Sequential.of(convolution(32, 3, 1), beside(bottom), convolution(32, 3, 1));
    Layer top = Sequential.of(convolution(16, 3, 1), beside(middle), convolution(16, 3, 1));
    return Sequential.of(top, new Conv2d(out, 1));
  }

  /// Images of 28 × 28 to features.
  static Layer imageEncoder() {
    return Sequential.of(
        new Conv2d(16, 3).same().withStride(2),
        Function.relu(),
        new Conv2d(32, 3).same().withStride(2),
        Function.relu(),
        new Flatten());
  }

  /// Features to images of 28 × 28, as logits.
  static Layer imageDecoder() {
    return Sequential.of(
        new Dense(7 * 7 * 32),
        Function.relu(),
        Reshape.of(7, 7, 32),
        new ConvTranspose2d(16, 3, 2, new Padding.Same()),
        Function.relu(),
        new ConvTranspose2d(1, 3, 2, new Padding.Same()));
  }

  /// A layer that sees images at half their size, beside the images themselves.
  private static Layer beside(Layer smaller) {
    return Concat.of(new Identity(), Sequential.of(new MaxPool2d(2), smaller, new Upsample(2)));
  }

  /// A convolution that keeps the size but for its stride, normalised, with ReLU.
  private static Layer convolution(int out, int window, int stride) {
    return Sequential.of(plain(out, window, stride), new BatchNorm(), Function.relu());
  }

  private static Conv2d plain(int out, int window, int stride) {
    return new Conv2d(out, window).padded(window / 2).withStride(stride).withoutBias();
  }

  /// Each channel by itself, then each pixel by itself.
  private static Layer separable(int out, int stride) {
    return Sequential.of(
        new DepthwiseConv2d(3, stride, new Padding.Each(1), Bias.NONE),
        new BatchNorm(),
        Function.relu(),
        convolution(out, 1, 1));
  }

  /// Residual blocks, of which the first has the stride.
  private static Layer stage(int out, int blocks, int stride, int in) {
    var layers = new ArrayList<Layer>();
    layers.add(block(out, stride, in));
    for (int i = 1; i < blocks; i++) {
      layers.add(block(out, 1, out));
    }
    return new Sequential(layers);
  }

  /// Two convolutions with a way around them, which projects where the shape changes.
  private static Layer block(int out, int stride, int in) {
    Layer main = Sequential.of(convolution(out, 3, stride), plain(out, 3, 1), new BatchNorm());
    Layer shortcut =
        stride == 1 && in == out
            ? new Identity()
            : Sequential.of(plain(out, 1, stride), new BatchNorm());
    return new Residual(main, shortcut, Function.relu());
  }
}
