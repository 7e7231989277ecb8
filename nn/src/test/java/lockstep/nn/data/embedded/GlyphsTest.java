package lockstep.nn.data.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;

class GlyphsTest {

  @Test
  void the_pictures_are_the_same_bytes_everywhere() {
    assertThat(Fingerprint.of(Glyphs.train(1))).isEqualTo("c95b8802");
    assertThat(Fingerprint.of(Glyphs.test(1))).isEqualTo("48ca5d7b");
  }

  @Test
  void all_classes_are_equally_many_in_any_ten() {
    Dataset data = Glyphs.test(3);
    assertThat(data.labels()).hasSize(10);
    for (int ten = 0; ten < data.size(); ten += 10) {
      var digits = new HashSet<Integer>();
      for (int i = ten; i < ten + 10; i++) {
        digits.add(((Tokens) data.get(i).target()).values()[0]);
      }
      assertThat(digits).hasSize(10);
    }
  }

  @Test
  void no_two_pictures_are_the_same() {
    var seen = new HashSet<String>();
    for (Dataset data : new Dataset[] {Glyphs.test(1), Glyphs.test(2)}) {
      for (int i = 0; i < data.size(); i++) {
        seen.add(Arrays.toString(((Image) data.get(i).input()).pixels()));
      }
    }
    assertThat(seen).hasSize(2 * Glyphs.TEST);
  }

  @Test
  void every_picture_has_ink_inside_and_says_where_it_came_from() {
    Dataset data = Glyphs.test(1);
    for (int i = 0; i < data.size(); i++) {
      Sample sample = data.get(i);
      Image image = (Image) sample.input();
      assertThat(sample.origin()).isEqualTo("glyphs test " + i);
      assertThat(image.describe()).isEqualTo("image 28×28×1");
      int bright = 0;
      for (int p = 0; p < 784; p++) {
        bright += image.at(p / 28, p % 28, 0) > 100 ? 1 : 0;
      }
      assertThat(bright).as("picture %d", i).isBetween(8, 400);
    }
  }

  @Test
  void an_index_beyond_the_end_is_refused() {
    assertThatThrownBy(() -> Glyphs.test(1).get(Glyphs.TEST))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
