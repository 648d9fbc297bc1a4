package io.godel.runbook.backend.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What is made of the messages of a program in a pod. */
final class PodProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PodProgram program = new PodProgram(out, err);
  private final Conversation conversation = new Conversation();

  private static final class Conversation implements WebSocket {
    private int requested;
    private boolean closed;

    @Override
    public boolean send(ByteBuffer message) {
      throw new AssertionError("nothing is said to a program");
    }

    @Override
    public boolean sendClose(int code, String reason) {
      closed = true;
      return true;
    }

    @Override
    public long queueSize() {
      return 0;
    }

    @Override
    public void request() {
      requested++;
    }
  }

  private void heard(int stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(bytes.length + 1);
    message.put((byte) stream).put(bytes).flip();
    program.onMessage(conversation, message);
  }

  private PodProgram.Ending ending() {
    return program.ending().getNow(null);
  }

  @Test
  void itsStreamsAreToldApartAndItsEndComesLast() {
    heard(1, "o");
    heard(2, "e");
    heard(1, "ut");
    assertFalse(program.ending().isDone());
    heard(3, "{\"status\":\"Success\"}");
    assertEquals(new PodProgram.Ending(0, ""), ending());
    assertEquals("out", out.toString(StandardCharsets.UTF_8));
    assertEquals("e", err.toString(StandardCharsets.UTF_8));
    assertEquals(4, conversation.requested);
  }

  @Test
  void anExitCodeIsAmongTheCauses() {
    heard(
        3,
        "{\"status\":\"Failure\",\"message\":\"it ended\",\"details\":{\"causes\":"
            + "[{\"reason\":\"Other\",\"message\":\"9\"},{\"reason\":\"ExitCode\",\"message\":\"3\"}]}}");
    assertEquals(new PodProgram.Ending(3, "it ended"), ending());
  }

  @Test
  void whatNeverRanHasNone() {
    heard(3, "{\"status\":\"Failure\",\"message\":\"executable file not found\"}");
    assertEquals(new PodProgram.Ending(-1, "executable file not found"), ending());
  }

  @Test
  void ofAConversationThatEndsBeforeItTheEndIsNotKnown() {
    heard(1, "out");
    program.onClose(conversation, 1006, "");
    assertEquals(new PodProgram.Ending(-1, ""), ending());
  }

  @Test
  void whatNobodyUnderstandsEndsTheConversation() {
    heard(9, "?");
    assertThrows(ExecutionException.class, () -> program.ending().get());
    assertTrue(conversation.closed);
  }

  @Test
  void oneThatIsOpenedTooLateIsEndedAtOnce() {
    program.close();
    program.onOpen(conversation);
    assertTrue(conversation.closed);
  }

  private static String container(String metadata, String containers) throws Exception {
    JsonNode pod =
        new ObjectMapper()
            .readTree(
                "{\"metadata\":{\"name\":\"p\",\"namespace\":\"n\"%s},\"spec\":{\"containers\":[%s]}}"
                    .formatted(metadata, containers));
    return PodPrograms.Container.of(pod).name();
  }

  @Test
  void theContainerIsTheOneThatThePodNamesOrItsFirst() throws Exception {
    String both = "{\"name\":\"proxy\"},{\"name\":\"app\"}";
    String named = ",\"annotations\":{\"kubectl.kubernetes.io/default-container\":\"%s\"}";
    assertEquals("proxy", container("", both));
    assertEquals("app", container(named.formatted("app"), both));
    assertEquals("proxy", container(named.formatted("gone"), both));
  }
}
