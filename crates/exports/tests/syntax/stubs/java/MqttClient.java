package org.eclipse.paho.client.mqttv3;

import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A stub that tells what it is called with. */
public class MqttClient {
    public static java.util.function.Consumer<String> told;

    public interface Listener {
        void messageArrived(String topic, MqttMessage message) throws Exception;
    }

    public MqttClient(String uri, String id, MemoryPersistence store) throws MqttException {
        told.accept(uri);
        told.accept(id);
    }

    public void connect(MqttConnectOptions options) throws MqttException {
        told.accept(options.username);
        told.accept(new String(options.password));
        told.accept(String.valueOf(options.keepAlive));
        if (options.version != MqttConnectOptions.MQTT_VERSION_3_1_1 || !options.clean) {
            throw new MqttException();
        }
    }

    public void subscribe(String topic, int qos, Listener listener) throws MqttException {
        told.accept(topic);
    }

    public void publish(String topic, byte[] payload, int qos, boolean retained) throws MqttException {
        told.accept(payload.length == 5 && qos == 1 && !retained ? topic : "wrong");
    }
}
