# The ingest job on Flink. Context: the repository's root, after `mvn package`.
# FLINK_DIGEST pins the base image: --build-arg FLINK_DIGEST=@sha256:...
ARG FLINK_IMAGE=flink:2.3.0-java17
ARG FLINK_DIGEST=
FROM ${FLINK_IMAGE}${FLINK_DIGEST}
ARG VERSION=0.1.0-SNAPSHOT

# checkpoints on S3; the reporter is where Flink's distribution has it, or the build ends here
RUN mkdir -p /opt/flink/plugins/s3-fs-presto \
 && ln -s /opt/flink/opt/flink-s3-fs-presto-*.jar /opt/flink/plugins/s3-fs-presto/ \
 && test -e /opt/flink/plugins/s3-fs-presto/flink-s3-fs-presto-*.jar \
 && test -e /opt/flink/plugins/metrics-prometheus/flink-metrics-prometheus-*.jar

COPY --chown=9999:9999 flink-conf/config.yaml /opt/flink/conf/config.yaml
COPY --chown=9999:9999 flink-conf/log4j2.properties /opt/flink/conf/log4j.properties
COPY --chown=9999:9999 flink-conf/log4j2.properties /opt/flink/conf/log4j-console.properties

# from what changes rarely to what changes always; Flink puts every jar of usrlib on the job's class path
COPY jobs/audit-ingest/target/image/lib/ /opt/flink/usrlib/
COPY jobs/audit-ingest/target/image/code/ /opt/flink/usrlib/
COPY jobs/audit-ingest/target/verity-audit-ingest-${VERSION}.jar /opt/flink/usrlib/audit-ingest-job.jar

# flink, by number: Kubernetes can't tell by a name that it is not root
USER 9999:9999
