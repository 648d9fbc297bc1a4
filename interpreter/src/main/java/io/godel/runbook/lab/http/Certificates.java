package io.godel.runbook.lab.http;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of one lab, and the certificate of its server. Both are made at the start
 * and kept in memory alone.
 *
 * @param authority in PEM, for clients
 * @param keys of the server
 */
public record Certificates(String authority, KeyStore keys) {
  private static final Duration VALID_BEFORE = Duration.ofDays(1);
  private static final Duration VALID = Duration.ofDays(365);
  private static final int SERIAL_BITS = 120;
  private static final X500Name AUTHORITY = new X500Name("CN=runbook lab");

  /** The key store never leaves the memory: its password protects nothing. */
  static final String PASSWORD = "lab";

  /**
   * @param now when they are made
   */
  public static Certificates make(Instant now) throws IOException {
    try {
      SecureRandom random = new SecureRandom();
      KeyPair authority = pair(random);
      KeyPair server = pair(random);
      X509Certificate root =
          signed(
              builder(AUTHORITY, authority, now, random)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                  .addExtension(
                      Extension.keyUsage,
                      true,
                      new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature)),
              authority);
      X509Certificate leaf =
          signed(
              builder(new X500Name("CN=localhost"), server, now, random)
                  .addExtension(Extension.subjectAlternativeName, false, names()),
              authority);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "server", server.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {leaf, root});
      return new Certificates(pem(root), keys);
    } catch (GeneralSecurityException | OperatorCreationException impossible) {
      throw new AssertionError("every Java platform can make certificates", impossible);
    }
  }

  private static GeneralNames names() {
    return new GeneralNames(
        new GeneralName[] {
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
          new GeneralName(GeneralName.iPAddress, "::1")
        });
  }

  private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name subject, KeyPair keys, Instant now, SecureRandom random) {
    return new JcaX509v3CertificateBuilder(
        AUTHORITY,
        new BigInteger(SERIAL_BITS, random),
        Date.from(now.minus(VALID_BEFORE)),
        Date.from(now.plus(VALID)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair authority)
      throws OperatorCreationException, GeneralSecurityException {
    ContentSigner signer =
        new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static String pem(X509Certificate certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    }
    return text.toString();
  }
}
