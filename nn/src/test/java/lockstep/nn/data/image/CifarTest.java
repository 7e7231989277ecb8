package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {

  private static int target(Sample sample) {
    return ((Tokens) sample.target()).values()[0];
  }

  @Test
  void planes_become_pixels() {
    Sample sample = Cifar.ten(TestIdx.records(1, 3), "batch").get(2);
    Image image = (Image) sample.input();
    assertThat(image.describe()).isEqualTo("image 32×32×3");
    assertThat(image.at(31, 31, 0)).isEqualTo(12);
    assertThat(image.at(0, 5, 1)).isEqualTo(22);
    assertThat(image.at(9, 0, 2)).isEqualTo(32);
    assertThat(target(sample)).isEqualTo(2);
    assertThat(sample.origin()).isEqualTo("batch:2");
  }

  @Test
  void batches_follow_each_other(@TempDir Path folder) throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      Files.write(folder.resolve("data_batch_" + batch + ".bin"), TestIdx.records(1, batch));
    }
    Cifar data = Cifar.tenToTrain(folder);
    assertThat(data.size()).isEqualTo(15);
    assertThat(data.get(14).origin()).isEqualTo("data_batch_5.bin:4");
    assertThat(data.get(1).origin()).isEqualTo("data_batch_2.bin:0");
    assertThat(data.labels()).hasSize(10).startsWith("airplane");
  }

  @Test
  void both_classes_of_a_hundred_are_there() {
    byte[] file = TestIdx.records(2, 4);
    assertThat(target(Cifar.hundred(file, Cifar.Classes.FINE, "t").get(3))).isEqualTo(4);
    assertThat(target(Cifar.hundred(file, Cifar.Classes.COARSE, "t").get(3))).isEqualTo(3);
  }

  @Test
  void a_file_of_parts_of_records_is_refused() {
    assertThatThrownBy(() -> Cifar.ten(new byte[3074], "batch"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "batch: expected records of 3073 bytes, found 3074 bytes. The file is cut off, or not"
                + " the binary version; copy it again.");
  }

  @Test
  void a_class_beyond_ten_is_refused() {
    byte[] file = TestIdx.records(1, 2);
    file[3073] = 10;
    assertThatThrownBy(() -> Cifar.ten(file, "batch"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("batch: expected a class below 10 at byte 3073, found 10.");
  }
}
