# Control plane and keeper of holds, two programs of one class path. Context: the repository's root,
# after `mvn package`. Nothing is written but below /tmp: the rest may be read-only.
# JAVA_DIGEST pins the base image: --build-arg JAVA_DIGEST=@sha256:...
ARG JAVA_IMAGE=eclipse-temurin:17-jre
ARG JAVA_DIGEST=
FROM ${JAVA_IMAGE}${JAVA_DIGEST}
ARG VERSION=0.1.0-SNAPSHOT

COPY control-plane/target/image/lib/ /opt/verity/lib/
COPY control-plane/target/image/code/ /opt/verity/lib/
COPY control-plane/target/verity-control-plane-${VERSION}.jar /opt/verity/lib/

ENV HOME=/tmp
WORKDIR /tmp
USER 10001:10001
EXPOSE 8080 8081
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/verity/lib/*"]
CMD ["io.verity.audit.control.ControlPlaneMain"]
