// Maven: org.eclipse.paho:org.eclipse.paho.client.mqttv3:1.2.5
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

public class Device {
    static final String SERVER_URI = {{url}};
    static final String CLIENT_ID = {{client_id}};
    static final String USERNAME = {{username}};
    static final String PASSWORD = {{password}};
    static final int KEEP_ALIVE = {{keep_alive}};
    static final String PUBLISH_TOPIC = {{publish_topic}};
    static final String SUBSCRIBE_TOPIC = {{subscribe_topic}};

    public static void main(String[] args) throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setUserName(USERNAME);
        options.setPassword(PASSWORD.toCharArray());
        options.setKeepAliveInterval(KEEP_ALIVE);

        MqttClient client = new MqttClient(SERVER_URI, CLIENT_ID, new MemoryPersistence());
        client.connect(options);
        System.out.println("CONNACK: 0");
        client.subscribe(SUBSCRIBE_TOPIC, 1, (topic, message) ->
                System.out.println(topic + " " + message));
        client.publish(PUBLISH_TOPIC, "hello".getBytes(StandardCharsets.UTF_8), 1, false);
    }
}
