package lockstep.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LanguageModelTest {

  @Test
  void texts_count_by_their_tokens() {
    var metric = new LanguageModel();
    metric.add(6, 2);
    metric.add(4, 8);
    assertThat(metric.loss()).isEqualTo(1);
    assertThat(metric.perplexity()).isEqualTo(StrictMath.E, within(1e-15));
    Score loss = metric.scores().getFirst();
    assertThat(loss.low()).isEqualTo(0.5);
    assertThat(loss.high()).isEqualTo(3);
    assertThat(metric.notes()).isEmpty();
  }

  @Test
  void a_single_text_is_noted() {
    var metric = new LanguageModel();
    metric.add(1, 1);
    assertThat(metric.notes()).hasSize(1);
    assertThatThrownBy(() -> metric.add(1, 0))
        .hasMessage("LanguageModel: expected a loss over 1 token or more, got 1.0 over 0.");
  }
}
