# The report job on Flink. Context: the repository's root, after `mvn package`.
# A session cluster gets its jobs by jar and takes only Flink from here; a cluster of one report
# (application mode) runs local:///opt/flink/usrlib/report-batch-job.jar.
ARG FLINK_IMAGE=flink:2.3.0-java17
ARG FLINK_DIGEST=
FROM ${FLINK_IMAGE}${FLINK_DIGEST}
ARG VERSION=0.1.0-SNAPSHOT

RUN mkdir -p /opt/flink/plugins/s3-fs-presto \
 && ln -s /opt/flink/opt/flink-s3-fs-presto-*.jar /opt/flink/plugins/s3-fs-presto/ \
 && test -e /opt/flink/plugins/s3-fs-presto/flink-s3-fs-presto-*.jar \
 && test -e /opt/flink/plugins/metrics-prometheus/flink-metrics-prometheus-*.jar

COPY --chown=9999:9999 flink-conf/config.yaml /opt/flink/conf/config.yaml
COPY --chown=9999:9999 flink-conf/log4j2.properties /opt/flink/conf/log4j.properties
COPY --chown=9999:9999 flink-conf/log4j2.properties /opt/flink/conf/log4j-console.properties

COPY jobs/report-batch/target/image/lib/ /opt/flink/usrlib/
COPY jobs/report-batch/target/image/code/ /opt/flink/usrlib/
COPY jobs/report-batch/target/verity-report-batch-${VERSION}.jar /opt/flink/usrlib/report-batch-job.jar

USER 9999:9999
