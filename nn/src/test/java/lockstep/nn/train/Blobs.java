package lockstep.nn.train;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;

/// Points around three centres, a class each.
record Blobs(int size, long seed) implements Dataset {

  private static final float[][] CENTRES = {{0, 1}, {1, -1}, {-1, -1}};

  @Override
  public Sample get(int index) {
    var draw = new Draw(seed, 0, index);
    int which = index % 3;
    float x = CENTRES[which][0] + (float) draw.normal() * 0.4f;
    float y = CENTRES[which][1] + (float) draw.normal() * 0.4f;
    return new Sample(new Numbers(Shape.of(2), x, y), Tokens.one(which), "blob:" + index);
  }

  @Override
  public List<String> labels() {
    return List.of("top", "right", "left");
  }
}
