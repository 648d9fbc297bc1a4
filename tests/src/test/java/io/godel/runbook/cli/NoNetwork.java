package io.godel.runbook.cli;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Runs a command line in a process in which every attempt to open a socket fails and is told. */
public final class NoNetwork extends SelectorProvider {
  /** How a test recognises the attempt. */
  static final String DENIED = "a socket was asked for";

  /** Called by the runtime. */
  public NoNetwork() {}

  public static void main(String[] args) throws IOException {
    denyPlainSockets();
    System.exit(RunbookCommand.execute(Console.system(), args));
  }

  @SuppressWarnings("deprecation") // there is no other way to see plain sockets from inside
  private static void denyPlainSockets() throws IOException {
    Socket.setSocketImplFactory(
        () -> {
          throw denied();
        });
  }

  private static AssertionError denied() {
    return new AssertionError(DENIED);
  }

  @Override
  public DatagramChannel openDatagramChannel() {
    throw denied();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) {
    throw denied();
  }

  @Override
  public Pipe openPipe() {
    throw denied();
  }

  @Override
  public AbstractSelector openSelector() {
    throw denied();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() {
    throw denied();
  }

  @Override
  public SocketChannel openSocketChannel() {
    throw denied();
  }
}
