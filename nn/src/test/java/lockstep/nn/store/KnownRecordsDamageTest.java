package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.nn.data.Damage;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.json.RecordJson;
import lockstep.nn.layer.Layer;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KnownRecordsDamageTest {

  private final RecordJson records = KnownRecords.json();

  @Test
  void damage_ends_with_a_network_or_one_sentence() {
    read(2_000);
  }

  @Test
  @Tag("long")
  void much_damage_ends_with_a_network_or_one_sentence() {
    read(100_000);
  }

  private void read(int count) {
    List<byte[]> whole =
        List.of(bytes(Zoo.lenet()), bytes(Zoo.unet(2)), bytes(SequenceZoo.charGpt()));
    int refused = 0;
    for (int number = 0; number < count; number++) {
      byte[] damaged = Damage.of(whole.get(number % whole.size()), number);
      try {
        Json json = Json.parse(new String(damaged, StandardCharsets.UTF_8));
        assertThat(records.read(Layer.class, json)).isNotNull();
      } catch (JsonException e) {
        refused++;
        assertThat(e.getMessage()).doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(count / 2, count - 1);
  }

  private byte[] bytes(Layer network) {
    return records.write(network).text().getBytes(StandardCharsets.UTF_8);
  }
}
